-- The statements of `case assign`, each once, in one transaction: as a note, and besides the clocks that end, the notice to
-- the member and the job that will send it.
\set i random(0, :cases / 10 - 1) * 10 + random(1, 4)
\set user random(1, 20)
\set to random(1, 20)
\set request random(1, 1000000000000000)
begin;
select now();
select key, value from settings;
select m.id, m.handle, m.name, m.roles, m.locale from member_links l join members m on m.id = l.member_id where l.platform = 'slack' and l.tenant = 'T1' and l.account = 'U' || :user::text and m.removed_at is null;
select platform, tenant, channel, audience, bound_by, bound_at from rooms where platform = 'slack' and tenant = 'T1' and channel = 'C1';
insert into inbound_requests (key) values ('request ' || :request::text) on conflict do nothing returning key;
select id, handle, name, roles, locale from members where handle = 'h' || :to::text and removed_at is null \gset m_
select id, reference, kind, state, version, assignee_id, urgency, impact, spread, score, vector, received_at, accepted_at, closed_at, finder_id, finder_locale, key, title, audit_seq, audit_hash from cases where reference = 10000000 + :i::int for update \gset c_
insert into audit (chain, seq, at, actor, action, data, hash) values ('case/' || :c_id::text, :c_audit_seq::int + 1, now(), 'member/2', 'case.assigned', '{"from": 1, "to": 2}', decode(repeat('5a', 32), 'hex'));
update cases set state = state, assignee_id = :m_id::int, urgency = urgency, impact = impact, spread = spread, score = score, vector = vector, accepted_at = accepted_at, closed_at = closed_at, version = version + 1, audit_seq = audit_seq + 1, audit_hash = decode(repeat('5a', 32), 'hex') where id = :c_id::bigint and version = :c_version::int returning id;
with ended as (update deadlines set state = 'done', done_at = now(), next_ping_at = null where case_id = :c_id::bigint and state = 'open' and kind in ('HANDOVER') returning id) update pings set escalate_at = null where deadline_id in (select id from ended) and escalate_at is not null;
select member_id, platform, tenant, account from member_links where member_id = :m_id::int;
insert into notices (destination, kind, case_id, params, dedupe, created_at) values ('slack/T1/person/U' || :to::text, 'assigned', :c_id::bigint, '{"event": "case.assigned", "actor": "member/2"}', 'assigned ' || :c_id::text || ' ' || :request::text, now()) on conflict do nothing returning id;
select graphile_worker.add_job('drain', json_build_object('destination', d), queue_name := d, job_key := 'drain ' || d, run_at := now(), max_attempts := 1000) from (select 'slack/T1/person/U' || :to::text as d) as one;
select id, kind, label, starts_at, due_at, zone, state, step, next_ping_at, done_at, done_by from deadlines where case_id = :c_id::bigint and state = 'open' order by due_at, id;
commit;
