-- The statements of `case show`, each once, in one transaction. It writes, too: the request's key and who opened the case.
\set i random(1, :cases)
\set user random(1, 20)
\set request random(1, 1000000000000000)
begin;
select now();
select key, value from settings;
select m.id, m.handle, m.name, m.roles, m.locale from member_links l join members m on m.id = l.member_id where l.platform = 'slack' and l.tenant = 'T1' and l.account = 'U' || :user::text and m.removed_at is null;
select platform, tenant, channel, audience, bound_by, bound_at from rooms where platform = 'slack' and tenant = 'T1' and channel = 'C1';
insert into inbound_requests (key) values ('request ' || :request::text) on conflict do nothing returning key;
select id, reference, kind, state, version, assignee_id, urgency, impact, spread, score, vector, received_at, accepted_at, closed_at, finder_id, finder_locale, key, title, audit_seq, audit_hash from cases where reference = 10000000 + :i::int \gset c_
select id, kind, label, starts_at, due_at, zone, state, step, next_ping_at, done_at, done_by from deadlines where case_id = :c_id::bigint and state = 'open' order by due_at, id;
select id, at, by, body from notes where case_id = :c_id::bigint order by id desc limit 3;
select id, name from members where id in (1 + :user::int);
insert into audit_reads (at, member_id, case_id, what) values (now(), 2, :c_id::bigint, 'case');
commit;
