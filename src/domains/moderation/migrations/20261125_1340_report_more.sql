-- What is wrong with a message may be said after it was reported, until there is an answer: two taps send the report, and words can wait.
create function tell_more(which uuid, why text, more text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  update moderation_report r set reason = why, words = more where r.id = which and r.reporter_id = me() and r.answered_at is null;
  return found;
end $$;
alter function tell_more(uuid, text, text) owner to kith_gate;
grant execute on function tell_more(uuid, text, text) to kith_person;
