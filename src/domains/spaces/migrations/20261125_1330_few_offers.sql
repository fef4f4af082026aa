-- Nobody is asked again and again to write alone: offering once more leads to the same conversation, and after leaving it not at once to another.
-- It knows whom she met by the membership she met, so that two names of one person stay two.
alter table space_request add column met uuid references space_member;
create index space_request_met on space_request (met) where is_offer;

create or replace function offer_pair(id uuid, member uuid, title text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine record;
  other record;
  before uuid;
begin
  select m.* into other from space_member m join space s on s.id = m.space_id and s.kind in ('group', 'community')
    where m.id = member and m.ended_at is null and m.person_id <> me();
  select m.* into mine from space_member m where m.space_id = other.space_id and m.person_id = me() and m.ended_at is null;
  if mine.id is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('offer ' || me()::text, 0));
  select r.space_id into before from space_request r join space_member m on m.space_id = r.space_id and m.person_id = me() and m.ended_at is null
    where r.is_offer and r.met = member order by r.asked_at desc limit 1;
  if before is not null then return before; end if;
  if (select count(*) > 9 or count(*) filter (where r.met = member) > 0 from space_request r join space_member m on m.space_id = r.space_id and m.person_id = me()
    where r.is_offer and r.person_id <> me() and r.asked_at > now() - interval '30 days' and (r.answered_at is null or r.met = member)) then
    raise exception 'offers wait' using errcode = 'check_violation', constraint = 'space_offers_are_few';
  end if;
  perform begin_space(id, 'pair', 'invitation', title, null, mine.alias, mine.alias_folded);
  insert into space_request (space_id, person_id, alias, alias_folded, is_offer, met) values (id, other.person_id, other.alias, other.alias_folded, true, member);
  return id;
end $$;
