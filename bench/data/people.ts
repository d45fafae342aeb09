import type postgres from "postgres";
import { room, team } from "../lib/slack.ts";

/** Coordinators with an account each, beside the administrator of every desk. */
export const memberCount = 20;
/** Handle at the desk and user id at Slack of coordinator `n`, from 1. */
export const handleOf = (n: number): string => `h${n}`;
export const userOf = (n: number): string => `U${n}`;

/** People, their Slack accounts, the desk's room, and a limit of the form that nothing here reaches. */
export async function loadPeople(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into members (handle, name, roles, locale)
      select 'h' || n, 'Coordinator ' || n, '{coordinator}', 'en' from generate_series(1, ${memberCount}) as n`;
    await tx`
      insert into member_links (platform, tenant, account, member_id)
      select 'slack', ${team}, 'U' || substr(handle, 2), id from members where handle like 'h%'`;
    await tx`
      insert into rooms (platform, tenant, channel, audience, bound_by, bound_at)
      select 'slack', ${team}, ${room}, 'desk', id, now() from members where handle = 'admin'`;
    await tx`insert into settings (key, value) values ('intake.per-hour', 1000000)`;
  });
}
