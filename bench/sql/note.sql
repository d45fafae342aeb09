-- The statements of `case note`, each once, in one transaction: who asks, may they, take the request, lock, write, audit.
\set i random(1, :cases)
\set user random(1, 20)
\set request random(1, 1000000000000000)
begin;
select now();
select key, value from settings;
select m.id, m.handle, m.name, m.roles, m.locale from member_links l join members m on m.id = l.member_id where l.platform = 'slack' and l.tenant = 'T1' and l.account = 'U' || :user::text and m.removed_at is null;
select platform, tenant, channel, audience, bound_by, bound_at from rooms where platform = 'slack' and tenant = 'T1' and channel = 'C1';
insert into inbound_requests (key) values ('request ' || :request::text) on conflict do nothing returning key;
select id, reference, kind, state, version, assignee_id, urgency, impact, spread, score, vector, received_at, accepted_at, closed_at, finder_id, finder_locale, key, title, audit_seq, audit_hash from cases where reference = 10000000 + :i::int for update \gset c_
insert into notes (case_id, at, by, body) values (:c_id::bigint, now(), 2, decode(repeat('5a', 93), 'hex')) returning id;
insert into audit (chain, seq, at, actor, action, data, hash) values ('case/' || :c_id::text, :c_audit_seq::int + 1, now(), 'member/2', 'case.noted', '{"note": 1}', decode(repeat('5a', 32), 'hex'));
update cases set state = state, assignee_id = assignee_id, urgency = urgency, impact = impact, spread = spread, score = score, vector = vector, accepted_at = accepted_at, closed_at = closed_at, version = version + 1, audit_seq = audit_seq + 1, audit_hash = decode(repeat('5a', 32), 'hex') where id = :c_id::bigint and version = :c_version::int returning id;
commit;
