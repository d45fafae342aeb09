import { drain } from "../../commands/deliver.ts";
import type { Outlet, Parcel } from "../../src/delivery.ts";
import { plain } from "../../src/render.ts";
import type { TestDesk } from "./desk.ts";

export interface Delivered {
  /** "person hana" or "room desk". */
  readonly to: string;
  readonly summary: string;
  readonly text: string;
  readonly parcel: Parcel;
}

type Answer = (to: string, parcel: Parcel) => ReturnType<Outlet>;

/** Everything that the terminal is given, in the order of each queue. Drains every queue that waits. */
export async function deliveries(
  t: TestDesk,
  answer: Answer = async () => ({ outcome: "sent" }),
): Promise<Delivered[]> {
  const got: Delivered[] = [];
  const console: Outlet = async (to, parcel) => {
    const who = `${to.kind} ${to.id}`;
    const lines = parcel.rendered.nodes.flatMap((n) => {
      if (n.kind === "items") return n.rows.map((r) => plain(r.text));
      return "text" in n ? [plain(n.text)] : [];
    });
    const delivery = await answer(who, parcel);
    const summary = plain(parcel.rendered.summary);
    if (delivery.outcome === "sent") got.push({ to: who, summary, text: lines.join("\n"), parcel });
    return delivery;
  };
  const waiting = await t.database.owner()<{ destination: string }[]>`
    select distinct destination from notices where state = 'unsent' order by 1`;
  for (const { destination } of waiting) await drain(t.desk, new Map([["console", console]]), destination, "en");
  return got;
}
