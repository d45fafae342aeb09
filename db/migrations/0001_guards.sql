-- The audit only grows, whoever asks: privileges stop the app role, these triggers stop everybody short of a superuser.
create function audit_only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'the audit only grows: % on % refused', tg_op, tg_table_name using errcode = '42501';
end $$;
--> statement-breakpoint
create trigger audit_rows before update or delete on audit for each row execute function audit_only_grows();
--> statement-breakpoint
create trigger audit_all before truncate on audit for each statement execute function audit_only_grows();
--> statement-breakpoint
create trigger audit_reads_rows before update or delete on audit_reads for each row execute function audit_only_grows();
--> statement-breakpoint
create trigger audit_reads_all before truncate on audit_reads for each statement execute function audit_only_grows();
--> statement-breakpoint
-- Whoever can open the terminal's socket is the administrator (architecture §5); its acts need a name in the audit.
insert into members (handle, name, roles) values
  ('admin', 'Administrator', '{intake_officer,coordinator,web_handler,approver,analyst,auditor,admin}');
--> statement-breakpoint
insert into member_links (platform, tenant, account, member_id)
  select 'console', 'local', handle, id from members where handle = 'admin';
