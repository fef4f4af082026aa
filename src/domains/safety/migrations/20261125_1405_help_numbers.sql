-- Telephone numbers of help, entered by those who look after the network. Nobody but them sees one before one of them has called it, and who
-- confirmed it is read by nobody here.
create table help_number (
  id         uuid primary key default gen_random_uuid(),
  country    text not null check (country ~ '^[A-Z]{2}$'),                 -- ISO 3166-1 alpha-2
  kind       text not null check (kind in ('emergency', 'crisis', 'violence', 'cancer', 'hospital')),
  name       text not null check (length(name) between 1 and 80),          -- who answers
  phone      text not null check (phone ~ '^\+?[0-9]( ?[0-9]){1,14}$'),    -- as it is dialled, in groups
  hours      text not null check (length(hours) between 1 and 120),
  languages  text not null check (length(languages) between 1 and 120),    -- of those who answer
  note       text not null default '' check (length(note) <= 300),
  source     text not null check (length(source) between 1 and 300),       -- where it was found
  checked_on date,
  checked_by uuid references person,
  made_at    timestamptz not null default now(),
  check ((checked_on is null) = (checked_by is null))
);
create unique index help_number_once on help_number (country, kind, replace(phone, ' ', ''));

-- What was confirmed is that this number is theirs: another number, or someone else who answers, was not. Who confirms, does so today.
create function keep_number_true() returns trigger language plpgsql volatile set search_path = pg_catalog, public, pg_temp
  as $$ begin
    if (new.country, new.kind, new.name, new.phone) is distinct from (old.country, old.kind, old.name, old.phone) or new.checked_on is null then
      new.checked_on := null;
      new.checked_by := null;
    elsif new.checked_on is distinct from old.checked_on then
      new.checked_on := (now() at time zone 'UTC')::date;
      new.checked_by := me();
    end if;
    return new;
  end $$;
create trigger number_changed before update on help_number for each row execute function keep_number_true();

alter table help_number enable row level security;
alter table help_number force row level security;
create policy everyone_reads_confirmed on help_number for select to kith_person using (checked_on is not null);
create policy stewards_read on help_number for select to kith_person using ((select am_steward()));
create policy stewards_enter on help_number for insert to kith_person with check ((select am_steward()));
create policy stewards_correct on help_number for update to kith_person using ((select am_steward())) with check ((select am_steward()));
create policy stewards_take_out on help_number for delete to kith_person using ((select am_steward()));
grant select (id, country, kind, name, phone, hours, languages, note, source, checked_on, made_at) on help_number to kith_person;
grant insert (country, kind, name, phone, hours, languages, note, source) on help_number to kith_person;
grant update (country, kind, name, phone, hours, languages, note, source, checked_on), delete on help_number to kith_person;
