-- The statements of one report through the form, each once: it is counted, then stored with all that follows from it.
\set request random(1, 1000000000000000)
\set net random(1, 1000000)
insert into network_hours (network, hour, count) values (decode(md5(:net::text), 'hex'), date_trunc('hour', now()), 1) on conflict (network, hour) do update set count = network_hours.count + 1 returning count;
begin;
select now();
select key, value from settings;
insert into inbound_requests (key) values ('report ' || :request::text) on conflict do nothing returning key;
insert into finders (key, identity) values (decode(repeat('5a', 61), 'hex'), decode(repeat('5a', 285), 'hex')) returning id \gset f_
insert into cases (reference, kind, state, received_at, finder_id, finder_locale, receipt_hash, key, title, report, tokens, audit_hash) values (20000000 + (:f_id::bigint % 70000000)::int, 'software', 'RCV', now(), :f_id::bigint, 'ja', sha256(convert_to(:request::text, 'UTF8')), decode(repeat('5a', 61), 'hex'), decode(repeat('5a', 93), 'hex'), decode(repeat('5a', 2400), 'hex'), (select array_agg((random() * 20000)::bigint) from generate_series(1, 30)), '') returning id \gset c_
insert into audit (chain, seq, at, actor, action, data, hash) values ('case/' || :c_id::text, 1, now(), 'finder', 'report.received', '{"kind": "software", "files": 0}', decode(repeat('5a', 32), 'hex'));
update cases set version = version + 1, audit_seq = 1, audit_hash = decode(repeat('5a', 32), 'hex') where id = :c_id::bigint and version = 1 returning id;
insert into deadlines (case_id, kind, starts_at, due_at, zone, state, step, next_ping_at) values (:c_id::bigint, 'ACK', now(), now() + interval '1 day', 'Asia/Tokyo', 'open', 0, now() + interval '12 hours'), (:c_id::bigint, 'TRIAGE', now(), now() + interval '14 days', 'Asia/Tokyo', 'open', 0, now() + interval '7 days') returning id;
select platform, tenant, channel, audience, bound_by, bound_at from rooms where audience = 'desk';
insert into notices (destination, kind, case_id, params, dedupe, created_at) values ('console/local/room/desk', 'report-card', :c_id::bigint, '{"event": "report.received", "actor": "finder"}', 'card ' || :c_id::text, now()), ('slack/T1/room/C1', 'report-card', :c_id::bigint, '{"event": "report.received", "actor": "finder"}', 'card 2 ' || :c_id::text, now()), ('mail/finder/person/' || :f_id::text, 'finder-mail', :c_id::bigint, '{"event": "report.received", "actor": "finder"}', 'mail ' || :c_id::text, now()) on conflict do nothing returning id;
update inbound_requests set case_id = :c_id::bigint where key = 'report ' || :request::text;
select due_at from deadlines where case_id = :c_id::bigint and kind = 'TRIAGE';
insert into messages (case_id, at, sender, template, body) values (:c_id::bigint, now(), 'desk', 'M01', decode(repeat('5a', 605), 'hex')) returning id;
select graphile_worker.add_job('drain', json_build_object('destination', d), queue_name := d, job_key := 'drain ' || d, run_at := now(), max_attempts := 1000) from unnest(array['console/local/room/desk', 'slack/T1/room/C1', 'mail/finder/person/' || :f_id::text]) as d;
commit;
