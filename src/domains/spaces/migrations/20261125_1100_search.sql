-- Searching what was said. One way of folding, in the database alone, for what is written, what is asked and what is marked on the page.

-- Words as they are compared: case, marks over and under letters, forms of one letter, hidden signs and kinds of apostrophes do not tell them
-- apart. By no locale of the database, so it is the same on every PostgreSQL. Each step is taken only where there is something for it to do.
create function search_folded(words text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded text := words;
begin
  if octet_length(words) = length(words) then return translate(lower(words collate "C"), '`', ''''); end if;
  if folded ~ '[\u02b9-\u02bf\u2018\u2019\u2032`\u00b4]' then
    folded := regexp_replace(folded, '[\u02b9-\u02bf\u2018\u2019\u2032`\u00b4]', '''', 'g');
  end if;
  folded := lower(normalize(folded, NFKD) collate "und-x-icu");
  folded := replace(folded, E'\u0438\u0306', E'\u0439'); -- the one mark that makes another letter
  folded := regexp_replace(folded,
    '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+', '', 'g');
  if folded ~ '[\u0629\u0649\u06a9\u06cc\u0671]' then -- ta marbuta, alef maksura, Persian kaf and ya, alef wasla
    folded := translate(folded, E'\u0629\u0649\u06a9\u06cc\u0671', E'\u0647\u064a\u0643\u064a\u0627');
  end if;
  if folded ~ '[қғҳҷıøłđςßæœ]' then -- Uzbek Cyrillic, and letters that do not come apart
    folded := replace(replace(replace(translate(folded, 'қғҳҷıøłđς', 'кгхчioldσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
  end if;
  if folded ~ '[\u0660-\u0669\u06f0-\u06f9]' then
    folded := translate(folded, E'\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9',
      '01234567890123456789');
  end if;
  return folded;
end $$;

-- The words of a text, folded, with blanks between: runs of letters, digits and apostrophes. Scripts without blanks are runs of their own.
create function search_words(words text) returns text language plpgsql immutable strict parallel safe as $$
declare
  folded text := public.search_folded(words);
begin
  if folded ~ '[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]' then folded := regexp_replace(folded, '([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)', ' \1 ', 'g'); end if;
  return regexp_replace(folded, '[\u0001-\u001f!-&(-/:-@\[-_{-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u2bff\u3000-\u3004\u3008-\u303f\ufe10-\ufe6f\uff00-\uff0f\uff5b-\uff65\U0001f000-\U0001faff]+', ' ', 'g');
end $$;

-- What a message is found by: its words, each pair of neighbours in scripts without blanks, what follows an article or an apostrophe, and
-- tags no word can be: its room, its author, a picture. A room's tag keeps what others say elsewhere out of the way of the index.
-- A picture is one that a history left out; those of our own stand in space_file, which search_said asks beside it.
create function search_vector(space uuid, member uuid, left_out text, words text) returns tsvector language plpgsql immutable parallel safe as $$
declare
  found text := public.search_words(words);
begin
  if found ~ '[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]' then
    found := found || ' ' || regexp_replace(' ' || found, ' [\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]', ' ', 'g'); -- the same again without the first of each run: the odd pairs
    found := regexp_replace(found, '([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2})', '\1 ', 'g');
  end if;
  if found ~ '\u0644' then
    found := regexp_replace(found, '(^| )([\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)([^ ]{2,})', '\1\2\3 \3', 'g');
  end if;
  if position('''' in found) > 0 then found := replace(found, '''', '') || ' ' || replace(found, '''', ' '); end if;
  if found ~ '[^ ]{41}' then found := regexp_replace(found, '([^ ]{40})[^ ]+', '\1', 'g'); end if;
  found := found || ' #' || left(space::text, 8) || coalesce(' @' || left(member::text, 8), '') || case left_out when 'photo' then ' !photo' else '' end;
  return array_to_tsvector(array_remove(string_to_array(found, ' '), ''));
end $$;

-- What is asked, for the index: every word must be there, or begin there. Null when nothing is asked.
create function search_asked(words text) returns tsquery language sql immutable strict parallel safe as $$
  select string_agg('''' || l.lexeme || '''' || l.or_longer, ' & ')::tsquery from unnest((array_remove(string_to_array(public.search_words(words), ' '), ''))[1:20]) w (word) cross join lateral (
    select left(coalesce(substring(plain from '^\u0627\u0644(.{2,})$'), plain), 40) as lexeme, case when length(plain) > 1 then ':*' else '' end as or_longer
      from (select replace(word, '''', '') as plain) p where word !~ '[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]'
    union all select substr(word, at, 2), case when length(word) = 1 then ':*' else '' end
      from generate_series(1, least(greatest(length(word) - 1, 1), 40)) at where word ~ '[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]'
  ) l where l.lexeme <> ''
$$;
grant execute on function search_folded(text), search_words(text), search_vector(uuid, uuid, text, text) to kith_person, kith_worker, kith_gate;
grant execute on function search_asked(text) to kith_gate;

alter table space_message add column search tsvector generated always as (search_vector(space_id, member_id, left_out, words)) stored;
create index space_message_search on space_message using gin (search);
create index space_message_by_time on space_message (space_id, said_at, id);
create index space_file_in_room on space_file (space_id) where message_id is not null and place = 0;

-- What she may see and asks for, the newest first; `before_at` and `before_id` are the last of the page before. Definer, because an index is
-- not used under policies by what might leak: so it asks itself for her rooms, and for whom she hides. First it walks back through what was
-- said last, which finds common words; only then it asks the index, which finds rare ones: neither ever reads very much.
create function search_said(asked text, only_space uuid, in_title text, from_alias text, has_photo boolean, since timestamptz, until timestamptz,
    before_at timestamptz, before_id uuid, most int)
  returns table (id uuid, space_id uuid, title text, seq bigint, alias text, is_mine boolean, words text, left_out text, has_photos boolean, said_at timestamptz)
  language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off
  as $$
#variable_conflict use_column
declare
  mine uuid[]; -- her memberships
  rooms uuid[];
  hides uuid[];
  authors uuid[];
  runs text[];
  query tsquery := search_asked(asked);
  upto timestamptz := least(until, before_at);
  depth int;
  horizon timestamptz;
  hits uuid[];
begin
  most := least(most, 50);
  select array_agg(m.id), array_agg(s.id) into mine, rooms from space_member m join space s on s.id = m.space_id
    where m.person_id = me() and m.ended_at is null and (only_space is null or s.id = only_space)
      and (in_title is null or position(search_folded(in_title) in search_folded(s.title)) > 0);
  if query is null and from_alias is null and not has_photo and since is null and until is null or rooms is null then return; end if;
  hides := array(select h.hidden_member from space_hidden h where h.member_id = any (mine));
  if from_alias is not null then
    authors := array(select m.id from space_member m where m.space_id = any (rooms) and starts_with(m.alias_folded, from_alias) limit 50);
    if cardinality(authors) = 0 then return; end if;
    query := (select coalesce(query && t.tags, t.tags) from (select string_agg('''@' || left(a::text, 8) || '''', '|')::tsquery as tags from unnest(authors) a) t);
  end if;
  runs := array(select w from string_to_table(search_words(asked), ' ') w where w ~ '[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]' and length(w) > 2); -- pairs alone do not say in which order

  depth := greatest(5000 / cardinality(rooms), 100);
  with walked as materialized (
    select w.* from unnest(rooms) r (room) cross join lateral (
      select m.id, m.space_id, m.said_at, m.removed_at is null and (m.member_id = any (hides)) is not true and (query is null or m.search @@ query)
          and (authors is null or m.member_id = any (authors)) and not exists (select from unnest(runs) x where position(x in search_folded(m.words)) = 0)
          and (not has_photo or m.left_out = 'photo' or exists (select from space_file f where f.message_id = m.id and f.kind = 'photo')) as is_hit
      from space_message m where m.space_id = room and m.said_at <= coalesce(upto, 'infinity') and m.said_at >= coalesce(since, '-infinity')
        and (until is null or m.said_at < until) and (before_at is null or (m.said_at, m.id) < (before_at, before_id))
      order by m.said_at desc, m.id desc limit depth) w
  ), seen as (select max(x.oldest) as until_here from (select min(said_at) as oldest from walked group by space_id having count(*) = depth) x)
  select array_agg(h.id), (select until_here from seen) into hits, horizon from (
    select w.id from walked w where w.is_hit and w.said_at >= coalesce((select until_here from seen), '-infinity') order by w.said_at desc, w.id desc limit most) h;

  if horizon is not null and coalesce(cardinality(hits), 0) < most then
    query := (select coalesce(query && t.tags, t.tags) from (select string_agg('''#' || left(r::text, 8) || '''', '|')::tsquery as tags from unnest(rooms) r) t);
    with candidates as (
      select m.id, m.space_id, m.said_at, m.member_id, m.removed_at, m.words from space_message m
        where m.search @@ case when has_photo then query && '''!photo'''::tsquery else query end
      union all
      select m.id, m.space_id, m.said_at, m.member_id, m.removed_at, m.words from space_file f join space_message m on m.id = f.message_id
        where has_photo and f.space_id = any (rooms) and f.place = 0 and f.kind = 'photo' and m.search @@ query
    ), found as materialized (
      select m.id, m.said_at from candidates m where m.space_id = any (rooms) and m.removed_at is null
        and (m.member_id = any (hides)) is not true and (authors is null or m.member_id = any (authors))
        and m.said_at >= coalesce(since, '-infinity') and (until is null or m.said_at < until)
        and (before_at is null or (m.said_at, m.id) < (before_at, before_id))
        and not exists (select from unnest(runs) x where position(x in search_folded(m.words)) = 0)
    ) select array_agg(f.id) into hits from (select found.id from found order by said_at desc, id desc limit most) f;
  end if;

  return query select m.id, m.space_id, s.title, m.seq, a.alias, m.member_id = any (mine), m.words, m.left_out,
      exists (select from space_file f where f.message_id = m.id and f.kind = 'photo'), m.said_at
    from space_message m join space s on s.id = m.space_id left join space_member a on a.id = m.member_id
    where m.id = any (hits) order by m.said_at desc, m.id desc;
end $$;
alter function search_said(text, uuid, text, text, boolean, timestamptz, timestamptz, timestamptz, uuid, int) owner to kith_gate;
grant execute on function search_said(text, uuid, text, text, boolean, timestamptz, timestamptz, timestamptz, uuid, int) to kith_person;
