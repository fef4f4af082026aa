-- Where whoever looks after the network or a place in it begins: how much waits and since when, what to open next, and what was done.
-- All of it within `reports_to_me`, so that nobody counts a report about herself, nor one of a place that is not hers.
create index moderation_report_by_answer on moderation_report (answered_at) where answered_at is not null;

-- `taken` are those that somebody else looks at already. A thousand is as far as it counts.
create function reports_now() returns table (waiting integer, taken integer, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select count(*)::int, (count(*) filter (where claimed_by <> me()))::int, min(made_at)
    from (select r.claimed_by, r.made_at from reports_to_me() r where r.answered_at is null order by r.made_at limit 1000) as waiting
  $$;
alter function reports_now() owner to kith_gate;

-- What nobody else looks at yet; of that what may harm someone soonest, and then what has waited longest.
create function reports_next(most integer) returns table (id uuid, title text, reason text, made_at timestamptz, claimed_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.id, s.title, r.reason, r.made_at, r.claimed_at from reports_to_me() r join space s on s.id = r.space_id where r.answered_at is null
    order by coalesce(r.claimed_by <> me(), false), (r.reason in ('danger', 'exposes')) desc, r.made_at, r.id limit least(most, 20)
  $$;
alter function reports_next(integer) owner to kith_gate;

create function reports_done(days integer) returns table (outcome text, count integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.outcome, count(*)::int from reports_to_me() r where r.answered_at > now() - make_interval(days => least(days, 31)) group by r.outcome
  $$;
alter function reports_done(integer) owner to kith_gate;

grant execute on function reports_now(), reports_next(integer), reports_done(integer) to kith_person;
