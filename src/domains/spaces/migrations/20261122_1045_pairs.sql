-- Offers a conversation for two to someone whose words one has read. She need not accept, and nothing tells the others.
create function offer_pair(id uuid, member uuid, title text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine record;
  other record;
begin
  select m.* into other from space_member m where m.id = member and m.ended_at is null and m.person_id <> me();
  select m.* into mine from space_member m where m.space_id = other.space_id and m.person_id = me() and m.ended_at is null;
  if mine.id is null then return null; end if;
  perform begin_space(id, 'pair', 'invitation', title, null, mine.alias, mine.alias_folded);
  insert into space_request (space_id, person_id, alias, alias_folded, is_offer) values (id, other.person_id, other.alias, other.alias_folded, true);
  return id;
end $$;
alter function offer_pair(uuid, uuid, text) owner to kith_gate;

-- Offers that wait for her answer, with the alias of the one who offers.
create function offers_to_me() returns table (request uuid, space_id uuid, alias text, asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.id, r.space_id, m.alias, r.asked_at from space_request r join space_member m on m.space_id = r.space_id and m.ended_at is null
    where r.person_id = me() and r.is_offer and r.answered_at is null order by r.asked_at limit 50
  $$;
alter function offers_to_me() owner to kith_gate;

grant execute on function offer_pair(uuid, uuid, text), offers_to_me() to kith_person;
