-- What waits for someone: one row a person and thing, however much was said there. It holds neither words nor names.
create table notification (
  person_id uuid not null references person,
  kind      text not null check (kind in ('room', 'offer', 'asked', 'report')),
  subject   uuid not null,                      -- the space, or the report
  is_named  boolean not null default false,     -- somebody called her by name there, or answered her
  since_at  timestamptz not null default now(), -- since when it waits untold
  told_at   timestamptz,                        -- when it was told by push or letter; null until then
  told_read bigint,                             -- how far she had read when it was told: whoever reads on may be told again
  primary key (person_id, kind, subject)
);
create index notification_untold on notification (person_id, since_at) where told_at is null;

-- How she wants to be told. Without a row: on the pages only.
create table notification_choice (
  person_id   uuid primary key references person,
  by_push     boolean not null default false,
  by_mail     boolean not null default false,
  pace        text not null default 'now' check (pace in ('now', 'twice', 'weekly')),
  first_hour  smallint not null default 9 check (first_hour between 0 and 23),    -- of her own clock; of a week's one digest too
  second_hour smallint not null default 18 check (second_hour between 0 and 23),
  weekday     smallint not null default 1 check (weekday between 1 and 7),        -- 1 is Monday
  quiet_from  smallint not null default 22 check (quiet_from between 0 and 23),
  quiet_to    smallint not null default 7 check (quiet_to between 0 and 23),      -- the same as quiet_from: no quiet hours
  most_a_day  smallint not null default 3 check (most_a_day between 1 and 10)
);

-- When to see next whether someone is to be told. No row: nothing waits that she would be told of.
create table notification_look (
  person_id uuid primary key references person,
  look_at   timestamptz not null
) with (fillfactor = 70);
create index notification_look_by_turn on notification_look (look_at);

-- A browser that may be reached by its push service. Where, and under which keys, lies sealed.
create table notification_device (
  id            uuid primary key default gen_random_uuid(),
  person_id     uuid not null references person,
  session_id    uuid not null,                  -- by which she was in when she asked for it: it ends with that, also on a phone that is another's by then
  endpoint_hash bytea not null unique,          -- one browser is one device, whoever uses it
  sealed        text not null check (length(sealed) <= 4000),
  made_at       timestamptz not null default now()
);
create index notification_device_of_person on notification_device (person_id);

-- One thing to be sent: to one person, by one way, in one turn. planned, sending, sent; dropped where there was nothing to send any more.
create table notification_delivery (
  id         uuid primary key default gen_random_uuid(),
  person_id  uuid not null references person,
  channel    text not null check (channel in ('push', 'mail')),
  device_id  uuid,                              -- of a push
  turn       text not null check (length(turn) <= 20),  -- "2026-11-25#1", the first of a day; "2026-11-25T18", a digest's hour
  state      text not null default 'planned' check (state in ('planned', 'sending', 'sent', 'dropped')),
  tries      smallint not null default 0,
  planned_at timestamptz not null default now(),
  sending_at timestamptz,
  ended_at   timestamptz,
  unique nulls not distinct (person_id, turn, channel, device_id),
  check ((channel = 'push') = (device_id is not null)),
  check ((ended_at is null) = (state in ('planned', 'sending')))
) with (fillfactor = 70);

create index notification_delivery_ended on notification_delivery (ended_at);

alter table notification enable row level security;
alter table notification force row level security;
alter table notification_choice enable row level security;
alter table notification_choice force row level security;
alter table notification_look enable row level security;
alter table notification_look force row level security;
alter table notification_device enable row level security;
alter table notification_device force row level security;
alter table notification_delivery enable row level security;
alter table notification_delivery force row level security;

create policy she_sees_hers on notification for select to kith_person using (person_id = (select me()));
create policy she_clears_hers on notification for delete to kith_person using (person_id = (select me()));
grant select (person_id, kind, subject, is_named, since_at), delete on notification to kith_person;
create policy workers_keep on notification to kith_worker using (true) with check (true);
grant select, insert, update, delete on notification to kith_worker;

create policy she_sees_hers on notification_choice for select to kith_person using (person_id = (select me()));
create policy she_chooses on notification_choice for insert to kith_person with check (person_id = (select me()));
create policy she_chooses_anew on notification_choice for update to kith_person using (person_id = (select me())) with check (person_id = (select me()));
grant select, insert, update on notification_choice to kith_person;
create policy workers_keep on notification_choice to kith_worker using (true) with check (true);
grant select, update (by_mail) on notification_choice to kith_worker;

create policy she_sees_hers on notification_look for select to kith_person using (person_id = (select me()));
create policy she_asks on notification_look for insert to kith_person with check (person_id = (select me()));
create policy she_asks_anew on notification_look for update to kith_person using (person_id = (select me())) with check (person_id = (select me()));
grant select, insert, update on notification_look to kith_person;
create policy workers_keep on notification_look to kith_worker using (true) with check (true);
grant select, insert, update, delete on notification_look to kith_worker;

create policy she_sees_hers on notification_device for select to kith_person using (person_id = (select me()));
create policy she_ends_hers on notification_device for delete to kith_person using (person_id = (select me()));
grant select (id, person_id, session_id, made_at), delete on notification_device to kith_person;
create policy workers_keep on notification_device to kith_worker using (true) with check (true);
grant select, insert, delete on notification_device to kith_worker;

create policy workers_keep on notification_delivery to kith_worker using (true) with check (true);
grant select, insert, update, delete on notification_delivery to kith_worker;
