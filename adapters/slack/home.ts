import type { App, webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Home, Principal } from "../../commands/contract.ts";
import type { HomeDrawer } from "../../src/delivery.ts";
import type { Rendered } from "../../src/render.ts";
import type { Press } from "./blocks.ts";
import type { Door } from "./egress.ts";
import type { Identity } from "./identity.ts";
import { describe } from "./log.ts";
import { homeView } from "./modal.ts";
import { outcome } from "./outcomes.ts";
import type { People } from "./people.ts";
import { says } from "./says.ts";

export interface HomeDeps {
  readonly client: webApi.WebClient;
  readonly door: Door;
  readonly home: Home;
  readonly identity: Identity;
  readonly people: People;
  readonly press: (only: string) => Press;
  readonly log: Logger;
}

/** App Home: drawn when its owner opens it and after each change, for that person alone. */
export function createHomes(app: App, { client, door, home, identity, people, press, log }: HomeDeps): HomeDrawer {
  const publish = async (principal: Principal): Promise<void> => {
    const { tenant, user } = principal;
    const rendered = await home.draw(principal, await people.locale(user));
    const draw = (cleared: typeof rendered) => homeView(cleared, press(`${tenant}/${user}`));
    await door.show(rendered, draw, (view) => client.views.publish({ user_id: user, view }));
  };

  /** In place of a page that cannot be drawn: an old one would look like today's. */
  const sorry = async (user: string): Promise<void> => {
    const draw = (cleared: Rendered) => homeView(cleared, press(""));
    const rendered = says.noPage(await people.locale(user));
    await door.show(rendered, draw, (view) => client.views.publish({ user_id: user, view }));
  };

  app.event("app_home_opened", async ({ event, body }) => {
    // Only people of the installing workspace have this tab; the messages tab draws nothing.
    const tenant = identity.me().team ?? body.team_id;
    if (event.tab !== "home" || tenant === undefined) return;
    const principal: Principal = { platform: "slack", tenant, user: event.user };
    try {
      await home.opened(principal);
      await publish(principal);
    } catch (error) {
      log.warn(describe(error), "a page was not drawn when it was opened");
      await sorry(event.user).catch(() => {}); // Slack is away, too
    }
  });

  return async (tenant, user) => {
    try {
      await publish({ platform: "slack", tenant, user });
      return { outcome: "sent" };
    } catch (error) {
      return outcome(error);
    }
  };
}
