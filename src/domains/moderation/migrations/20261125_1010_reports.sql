-- What someone reported: one message, as its words stood. Ids that say who reported whom are granted to nobody; she sees hers by the policy,
-- and whoever looks at reports goes through the gates below, which show the aliases of that room alone.
create table moderation_report (
  id             uuid primary key default gen_random_uuid(),
  number         integer not null unique check (number between 10000000 and 99999999),  -- for her to note; it opens nothing
  reporter_id    uuid not null references person,
  reporter_alias text not null,
  space_id       uuid not null references space,
  message_id     uuid not null references space_message,
  member_id      uuid not null references space_member,    -- whose words, in that room
  reported_id    uuid not null references person,          -- so that nobody answers a report about herself
  alias          text not null,
  said           text not null check (length(said) <= 4000),
  said_at        timestamptz not null,
  reason         text not null check (reason in ('hurts', 'sells', 'danger', 'exposes', 'else')),
  words          text not null default '' check (length(words) <= 1000),
  made_at        timestamptz not null default now(),
  claimed_by     uuid references person,
  claimed_at     timestamptz,
  answered_by    uuid references person,
  answered_at    timestamptz,
  outcome        text check (outcome in ('kept', 'removed', 'person-removed', 'nothing')),
  answer         text check (length(answer) <= 1000),
  unique (reporter_id, message_id),
  check (reporter_id <> reported_id),
  check ((claimed_at is null) = (claimed_by is null)),
  check ((answered_at is null) = (outcome is null) and (answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null))
);
create index moderation_report_by_turn on moderation_report ((answered_at is null) desc, made_at desc, id desc);
create index moderation_report_of_person on moderation_report (reporter_id, made_at desc, id desc);

alter table moderation_report enable row level security;
alter table moderation_report force row level security;
create policy she_sees_hers on moderation_report for select to kith_person using (reporter_id = (select me()));
grant select (id, number, space_id, alias, said_at, reason, words, made_at, claimed_at, answered_at, outcome, answer) on moderation_report to kith_person;
create policy gate_keeps on moderation_report to kith_gate using (true) with check (true);
grant select, insert, update on moderation_report to kith_gate;

-- Reports one message of a room she is in. The same message is one report, however often she sends it. Null when there is none for her.
create function report_message(space uuid, message uuid, why text, more text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine text;
  told record;
  report uuid;
begin
  select m.alias into mine from space_member m where m.space_id = space and m.person_id = me() and m.ended_at is null;
  if mine is null then return null; end if;
  select r.id into report from moderation_report r where r.reporter_id = me() and r.message_id = message;
  if report is not null then return report; end if;
  select s.words, s.said_at, a.id as member, a.person_id, a.alias into told from space_message s join space_member a on a.id = s.member_id
    where s.id = message and s.space_id = space and s.removed_at is null and a.person_id <> me();
  if not found then return null; end if;
  if (select count(*) >= 50 from moderation_report r where r.reporter_id = me() and r.answered_at is null) then
    raise check_violation using constraint = 'moderation_report_open';
  end if;
  for tries in 1..5 loop
    insert into moderation_report (number, reporter_id, reporter_alias, space_id, message_id, member_id, reported_id, alias, said, said_at, reason, words)
      values (10000000 + floor(random() * 90000000)::int, me(), mine, space, message, told.member, told.person_id, told.alias, told.words,
        told.said_at, why, more)
      on conflict do nothing returning id into report;
    if report is not null then
      insert into fact (kind, subject, about) values ('moderation.report-made', report, jsonb_build_object('space', space, 'reason', why));
      return report;
    end if;
    select r.id into report from moderation_report r where r.reporter_id = me() and r.message_id = message;
    if report is not null then return report; end if;
  end loop;
  raise unique_violation;
end $$;
alter function report_message(uuid, uuid, text, text) owner to kith_gate;

-- Whether it is hers to look after anything at all: a steward, or a moderator of some place.
create function looks_after_some() returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from person_role where person_id = me() and role in ('steward', 'moderator') and ended_at is null) $$;
alter function looks_after_some() owner to kith_gate;

-- The reports that are hers to look at: of the whole network, or of the rooms and organisations she moderates; none about herself.
create function reports_to_me() returns setof moderation_report language sql stable
  begin atomic
    select r.* from moderation_report r join space s on s.id = r.space_id
    where r.reported_id <> (select me()) and ((select am_steward() or has_role('moderator'))
      or s.id = any (array(select scope_id from person_role where person_id = me() and role = 'moderator' and scope = 'space' and ended_at is null))
      or s.organisation_id = any (
        array(select scope_id from person_role where person_id = me() and role = 'moderator' and scope = 'organisation' and ended_at is null)));
  end;
alter function reports_to_me() owner to kith_gate;

create function reports_waiting() returns integer language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select count(*)::int from (select from reports_to_me() where answered_at is null limit 1000) as waiting $$;
alter function reports_waiting() owner to kith_gate;

-- Reports as whoever looks at them sees them: those without an answer first, the newest first; `last` is where the page before ended.
create function reports_seen(which uuid, last uuid, most integer)
  returns table (id uuid, number integer, title text, kind text, alias text, reporter text, said text, said_at timestamptz, reason text, words text,
    made_at timestamptz, claimed_at timestamptz, is_mine boolean, answered_at timestamptz, outcome text, answer text, is_gone boolean, is_here boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.id, r.number, s.title, s.kind, r.alias, r.reporter_alias, r.said, r.said_at, r.reason, r.words, r.made_at, r.claimed_at,
      r.claimed_by is not distinct from me(), r.answered_at, r.outcome, r.answer, m.removed_at is not null, a.ended_at is null
    from reports_to_me() r join space s on s.id = r.space_id join space_message m on m.id = r.message_id join space_member a on a.id = r.member_id
    where (which is null or r.id = which) and (last is null or (r.answered_at is null, r.made_at, r.id) <
      (select l.answered_at is null, l.made_at, l.id from reports_to_me() l where l.id = last))
    order by (r.answered_at is null) desc, r.made_at desc, r.id desc limit least(most, 100)
  $$;
alter function reports_seen(uuid, uuid, integer) owner to kith_gate;

-- Says that someone looks at it now. Twice is once; false when it is not hers to look at, or was answered.
create function claim_report(which uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform 1 from reports_to_me() r where r.id = which and r.answered_at is null;
  if not found then return false; end if;
  update moderation_report r set claimed_by = me(), claimed_at = now() where r.id = which and r.claimed_at is null and r.answered_at is null;
  if found then insert into fact (kind, subject, about) values ('moderation.report-claimed', which, '{}'); end if;
  return true;
end $$;
alter function claim_report(uuid) owner to kith_gate;

-- Answers a report, and does what the answer says in the same transaction: takes out that message, or ends the stay of whoever wrote it too.
-- Gives the room; null when the report is not hers to look at. An answer stands: a second one is refused.
create function answer_report(which uuid, how text, said_back text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  report moderation_report;
begin
  select * into report from reports_to_me() r where r.id = which;
  if report.id is null then return null; end if;
  perform take_turns(array[report.space_id]);
  update moderation_report r set outcome = how, answer = said_back, answered_by = me(), answered_at = now(),
    claimed_by = coalesce(r.claimed_by, me()), claimed_at = coalesce(r.claimed_at, now()) where r.id = which and r.answered_at is null;
  if not found then raise unique_violation; end if;
  if how in ('removed', 'person-removed') then perform take_out(report.message_id); end if;
  if how = 'person-removed' then perform end_membership(report.member_id, 'removed'); end if;
  insert into fact (kind, subject, about) values ('moderation.report-answered', which, jsonb_build_object('space', report.space_id, 'outcome', how));
  return report.space_id;
end $$;
alter function answer_report(uuid, text, text) owner to kith_gate;

grant execute on function report_message(uuid, uuid, text, text), looks_after_some(), reports_waiting(), reports_seen(uuid, uuid, integer),
  claim_report(uuid), answer_report(uuid, text, text) to kith_person;
