-- The lines and the facts of messages that this very transaction has written: whoever calls it can state nothing else.
create function tell_said(ids uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan
  as $$
begin -- plans are kept from call to call: this takes longer to plan than to do
  with new as materialized (
    select m.space_id, m.seq, m.id, m.member_id, m.mentions, a.person_id from space_message m join space_member a on a.id = m.member_id
    where m.id = any (ids) and m.xmin = pg_current_xact_id()::xid and m.origin is null
  ), lines as (
    insert into space_event (space_id, seq, kind, message_id, member_id) select space_id, seq, 'said', id, member_id from new
  )
  insert into fact (kind, subject, seq, actor_id, about)
    select 'spaces.message-said', space_id, seq, person_id,
      case when mentions is null then jsonb_build_object('message', id, 'member', member_id)
      else jsonb_build_object('message', id, 'member', member_id, 'mentions', to_jsonb(mentions)) end
    from new order by space_id, seq;
end $$;
alter function tell_said(uuid[]) owner to kith_gate;
grant execute on function tell_said(uuid[]) to kith_person;

-- Says many things in one transaction, each as its own author and under the policies. A refused one is refused alone. The lists are read side
-- by side; `names` holds a JSON list of mentioned names for each, or null.
-- Outcomes: said · again (the same id, the same author: said once) · conflict (the id is another's) · absent · closed · busy (someone else
-- has that space's turn, and this one would rather not wait for her). Each space's places are taken in one go and the unused given back.
create function say_many(persons uuid[], spaces uuid[], ids uuid[], texts text[], topics uuid[], replies uuid[], names text[], patient boolean)
  returns table (place int, seq bigint, outcome text, at timestamptz, member uuid, alias text, part text, work text) language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan
  as $$
declare
  free uuid[];                -- spaces whose turn is ours
  begun uuid[] := '{}';       -- spaces whose places are taken,
  last_places bigint[] := '{}'; -- and how far they are used
  keeper uuid[] := '{}';      -- a member of each, as whom the rest is given back
  is_short boolean := false;  -- whether there is a rest
  told uuid[] := '{}';
  space uuid;
  topic uuid;
  reply uuid;
  named uuid[];
  taken int;
  nth int;
begin
  if patient then perform take_turns(spaces); free := spaces; else free := try_turns(spaces); end if;
  at := now();
  for i in 1 .. cardinality(ids) loop
    place := i - 1;
    seq := null;
    space := spaces[i];
    topic := topics[i];
    reply := replies[i];
    if space <> all (free) then
      outcome := 'busy';
      return next;
      continue;
    end if;
    perform set_config('kith.person_id', persons[i]::text, true);
    select m.id, m.alias, m.part, m.work into member, alias, part, work from space_member m
      where m.space_id = space and m.person_id = persons[i] and m.ended_at is null;
    outcome := case when member is null then 'absent' end;
    if topic is not null then -- asked apart, because a condition with a query in it costs as much as a query when there is nothing to ask
      if not exists (select from space_topic t where t.id = topic and t.space_id = space) then outcome := 'absent'; end if;
    end if;
    if reply is not null then
      if not exists (select from space_message r where r.id = reply and r.space_id = space) then outcome := 'absent'; end if;
    end if;
    if outcome is not null then
      is_short := true;
      return next;
      continue;
    end if;
    nth := array_position(begun, space);
    if nth is null then
      taken := cardinality(array_positions(spaces, space));
      update space_counter c set last_seq = last_seq + taken where c.space_id = space and not is_closed returning last_seq - taken into seq;
      begun := begun || space;
      last_places := last_places || seq;
      keeper := keeper || persons[i];
      nth := cardinality(begun);
    end if;
    seq := last_places[nth] + 1;
    if seq is not null then
      named := null;
      if names[i] is not null then
        named := mentioned(space, array(select jsonb_array_elements_text(names[i]::jsonb)));
      end if;
      insert into space_message (id, space_id, seq, member_id, topic_id, reply_to, words, mentions)
        values (ids[i], space, say_many.seq, member, topic, reply, texts[i], named)
        on conflict (id) do nothing;
      if found then
        outcome := 'said';
        last_places[nth] := seq;
        told := told || ids[i];
        return next;
        continue;
      end if;
    end if;
    is_short := true;
    select s.seq, case when s.member_id = say_many.member and s.space_id = space then 'again' else 'conflict' end
      into seq, outcome from space_message s where s.id = ids[i];
    if not found then
      outcome := case when last_places[nth] is null then 'closed' else 'conflict' end; -- the id is of a room she cannot see
      seq := null;
    end if;
    return next;
  end loop;
  if is_short then
    for nth in 1 .. cardinality(begun) loop
      continue when last_places[nth] is null;
      perform set_config('kith.person_id', keeper[nth]::text, true);
      update space_counter c set last_seq = last_places[nth] where c.space_id = begun[nth] and c.last_seq <> last_places[nth];
    end loop;
  end if;
  if cardinality(told) > 0 then perform tell_said(told); end if;
end $$;
grant execute on function say_many(uuid[], uuid[], uuid[], text[], uuid[], uuid[], text[], boolean) to kith_person;
