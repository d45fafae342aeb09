import { faultsOfView } from "./block-kit.ts";

export type Json = Readonly<Record<string, unknown>>;

/** A view as Slack keeps it. */
export interface OpenView {
  readonly id: string;
  readonly view: Json;
  /** How often it was drawn; 1 when it was opened. */
  readonly drawn: number;
}

/** Slack's mark of a view as it was drawn last. */
export const hashOf = ({ id, drawn }: Pick<OpenView, "id" | "drawn">): string => `${id}.${drawn}`;

/**
 * Slack's views.*, modelled after its documents: a trigger opens one view, once; an update needs a view that is there; what
 * breaks a limit of Block Kit is refused.
 */
export function createViewStore() {
  const views = new Map<string, OpenView>();
  /** App Homes by user. */
  const homes = new Map<string, Json>();
  const used = new Set<string>();
  let count = 0;

  const put = (id: string, json: string): unknown => {
    const view: Json = JSON.parse(json);
    const faults = faultsOfView(view);
    if (faults.length > 0) return { ok: false, error: "invalid_arguments", response_metadata: { messages: faults } };
    const drawn = (views.get(id)?.drawn ?? 0) + 1;
    views.set(id, { id, view, drawn });
    return { ok: true, view: { ...view, id, hash: hashOf({ id, drawn }) } };
  };

  const methods: Readonly<Record<string, (body: Readonly<Record<string, string>>) => unknown>> = {
    "views.open"({ trigger_id = "", view = "{}" }) {
      if (used.has(trigger_id)) return { ok: false, error: "exchanged_trigger_id" };
      used.add(trigger_id);
      count += 1;
      return put(`V${count}`, view);
    },
    "views.update"({ view_id = "", view = "{}", hash }) {
      const there = views.get(view_id);
      if (there === undefined) return { ok: false, error: "not_found" };
      if (hash !== undefined && hash !== hashOf(there)) return { ok: false, error: "hash_conflict" };
      return put(view_id, view);
    },
    "views.publish"({ user_id = "", view = "{}" }) {
      const home: Json = JSON.parse(view);
      const faults = faultsOfView(home);
      if (faults.length > 0) return { ok: false, error: "invalid_arguments", response_metadata: { messages: faults } };
      homes.set(user_id, home);
      return { ok: true, view: { ...home, id: `H${user_id}` } };
    },
  };

  return {
    views,
    homes,
    /** The answer to a call of a view method; undefined for other methods. */
    answer: (method: string, body: Readonly<Record<string, string>>): unknown => methods[method]?.(body),
    /** A person closes a view. */
    close: (id: string): void => void views.delete(id),
    forget(): void {
      views.clear();
      homes.clear();
      used.clear();
    },
  };
}
export type ViewStore = ReturnType<typeof createViewStore>;
