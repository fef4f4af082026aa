create function am_steward() returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from person_role where person_id = me() and role = 'steward' and ended_at is null) $$;
alter function am_steward() owner to kith_gate;
grant execute on function am_steward() to kith_person, kith_gate;

-- Whether whoever asks holds a role: in this place, or in the whole network.
create function has_role(wanted text, place uuid default null) returns boolean language sql stable parallel safe security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from person_role where person_id = me() and role = wanted and ended_at is null
    and (scope_id is null or scope_id = place)) $$;
alter function has_role(text, uuid) owner to kith_gate;
grant execute on function has_role(text, uuid) to kith_person, kith_gate;

-- Names the network and makes whoever asks its first steward; false when someone was before her. The network's one row decides a race.
create function begin_network(called text, known text) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
  begin
    if me() is null then return false; end if;
    insert into network (name) values (called) on conflict do nothing;
    if not found then return false; end if;
    insert into person_role (person_id, role, scope, known_as) values (me(), 'steward', 'network', known);
    insert into fact (kind, subject, about) values ('people.role-granted', me(), jsonb_build_object('role', 'steward', 'scope', 'network', 'place', null));
    return true;
  end $$;
alter function begin_network(text, text) owner to kith_gate;
grant execute on function begin_network(text, text) to kith_person, kith_identity;

-- Marks this network as invented. False once anyone real has come: she has seen the privacy notice.
create function mark_invented() returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
  begin
    if exists (select from privacy_notice_seen) then return false; end if;
    update network set is_invented = true;
    return found;
  end $$;
alter function mark_invented() owner to kith_gate;
grant execute on function mark_invented() to kith_worker;

-- What an invitation offers; nothing when it is used, old, or none.
create function offered_role(hash bytea) returns table (role text, scope text, scope_id uuid, known_as text) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select i.role, i.scope, i.scope_id, i.known_as from role_invitation i
    where i.secret_hash = hash and i.used_at is null and i.expires_at > now() $$;
alter function offered_role(bytea) owner to kith_gate;
grant execute on function offered_role(bytea) to kith_person;

-- Takes an offered role, once. False when the invitation is used, old, or none.
create function accept_role(hash bytea) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
  declare offered role_invitation;
  begin
    if me() is null then return false; end if;
    update role_invitation set used_at = now() where secret_hash = hash and used_at is null and expires_at > now() returning * into offered;
    if not found then return false; end if;
    insert into person_role (person_id, role, scope, scope_id, known_as, granted_by)
      values (me(), offered.role, offered.scope, offered.scope_id, offered.known_as, offered.made_by) on conflict do nothing;
    insert into fact (kind, subject, about)
      values ('people.role-granted', me(), jsonb_build_object('role', offered.role, 'scope', offered.scope, 'place', offered.scope_id));
    return true;
  end $$;
alter function accept_role(bytea) owner to kith_gate;
grant execute on function accept_role(bytea) to kith_person;

-- Ends a role; by a steward. Says 'last' when it is the last steward's, whose end would leave the house to nobody.
create function end_role(which uuid) returns text language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
  declare held person_role;
  begin
    if not am_steward() then return 'absent'; end if;
    perform 1 from network for update;  -- two stewards who end each other take turns
    select * into held from person_role where id = which and ended_at is null;
    if not found or not am_steward() then return 'absent'; end if;
    if held.role = 'steward' and (select count(*) from person_role where role = 'steward' and ended_at is null) = 1 then return 'last'; end if;
    update person_role set ended_at = now(), ended_by = me() where id = which;
    insert into fact (kind, subject, about)
      values ('people.role-ended', held.person_id, jsonb_build_object('role', held.role, 'scope', held.scope, 'place', held.scope_id));
    return 'ended';
  end $$;
alter function end_role(uuid) owner to kith_gate;
grant execute on function end_role(uuid) to kith_person;

alter table person enable row level security;
alter table person force row level security;
alter table privacy_notice enable row level security;
alter table privacy_notice force row level security;
alter table privacy_notice_seen enable row level security;
alter table privacy_notice_seen force row level security;
alter table organisation enable row level security;
alter table organisation force row level security;
alter table role enable row level security;
alter table role force row level security;
alter table role_scope enable row level security;
alter table role_scope force row level security;
alter table person_role enable row level security;
alter table person_role force row level security;
alter table role_invitation enable row level security;
alter table role_invitation force row level security;
alter table network enable row level security;
alter table network force row level security;

create policy she_sees_herself on person for select to kith_person using (id = (select me()));
create policy she_settles_herself on person for update to kith_person using (id = (select me())) with check (id = (select me()));
create policy identity_begins on person for insert to kith_identity with check (true);
create policy gate_sees on person for select to kith_gate using (true);
grant select, update (locale, zone, light, size, data, cover, alias) on person to kith_person;
grant insert on person to kith_identity;
grant select on person to kith_gate;
create policy workers_find_the_invented on person for select to kith_worker using (invented_as is not null);
grant select (id, locale, invented_as) on person to kith_worker;

create policy everyone_reads on privacy_notice for select to kith_person, kith_identity using (true);
grant select on privacy_notice to kith_person, kith_identity;
create policy she_sees_hers on privacy_notice_seen for select to kith_person using (person_id = (select me()));
create policy she_reads on privacy_notice_seen for insert to kith_person with check (person_id = (select me()));
create policy identity_begins on privacy_notice_seen for insert to kith_identity with check (true);
grant select, insert on privacy_notice_seen to kith_person;
grant insert on privacy_notice_seen to kith_identity;
create policy gate_sees on privacy_notice_seen for select to kith_gate using (true);
grant select on privacy_notice_seen to kith_gate;

create policy everyone_reads on organisation for select to kith_person using (true);
create policy stewards_found on organisation for insert to kith_person with check ((select am_steward()));
create policy stewards_keep on organisation for update to kith_person using ((select am_steward())) with check ((select am_steward()));
grant select, insert (name), update (name, ended_at) on organisation to kith_person;

create policy everyone_reads on role for select to kith_person using (true);
create policy everyone_reads on role_scope for select to kith_person using (true);
grant select on role, role_scope to kith_person;

create policy she_sees_hers on person_role for select to kith_person using (person_id = (select me()));
create policy stewards_see on person_role for select to kith_person using ((select am_steward()));
create policy gate_keeps on person_role to kith_gate using (true) with check (true);
grant select on person_role to kith_person;
grant select, insert, update on person_role to kith_gate;

create policy stewards_offer on role_invitation for insert to kith_person with check ((select am_steward()) and made_by = (select me()));
create policy stewards_see on role_invitation for select to kith_person using ((select am_steward()));
create policy stewards_withdraw on role_invitation for delete to kith_person using ((select am_steward()));
create policy gate_keeps on role_invitation to kith_gate using (true) with check (true);
grant insert (secret_hash, role, scope, scope_id, known_as, expires_at), delete on role_invitation to kith_person;
grant select (id, role, scope, scope_id, known_as, made_at, expires_at, used_at) on role_invitation to kith_person;
grant select, update on role_invitation to kith_gate;

create policy everyone_reads on network for select to kith_person using (true);
create policy stewards_settle on network for update to kith_person using ((select am_steward())) with check ((select am_steward()));
create policy gate_keeps on network to kith_gate using (true) with check (true);
grant select, update (name, door) on network to kith_person;
grant select, insert, update on network to kith_gate;
