-- How someone is told that something waits: her language, her clock, and the word that she put in place of our name.
create function how_told(persons uuid[]) returns table (id uuid, locale text, zone text, cover text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select p.id, p.locale, p.zone, p.cover from person p where p.id = any (persons[1:1000]) $$;
alter function how_told(uuid[]) owner to kith_gate;
grant execute on function how_told(uuid[]) to kith_worker;
