-- Whether an invitation still opens a room; for a stranger, who learns nothing else about it and is counted like anyone who guesses.
create function invitation_opens(secret bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from space_invitation i join space s on s.id = i.space_id
      where i.secret_hash = secret and i.uses_left > 0 and i.expires_at > now() and s.archived_at is null)
  $$;
alter function invitation_opens(bytea) owner to kith_gate;
grant execute on function invitation_opens(bytea) to kith_person;
