-- One row per answer to N01 (T09b) and period in whose latest round it was given: the answer that counts (C1).
-- The citizen is known by consent only. is_chosen: the citizen has a network person of own choice (T10)
-- on the day of the answer; unknown without the citizen or T10, and then the answer counts.
with given as (
  select
    round_id,
    response_id,
    person_id,
    offer_type_code,
    case when answer between 1 and 5 then answer end as answer,
    coalesce(answer in (9, 99), false) as is_dont_know,
    coalesce(cast(answered_at as date), closed_date) as answered_date
  from supply.network_survey_answer
  where question_id = 'N01'
  qualify row_number() over (
    partition by round_id, response_id order by answered_at desc nulls last, answer desc nulls last
  ) = 1
),
chosen as (
  select given.round_id, given.response_id,
    case
      when count(distinct network.relation) > 1 then 'Flere' else min(network.relation)
    end as relation,
    count(network.person_id) > 0 as is_chosen
  from given
  left join population.network_person as network
    on network.person_id = given.person_id
    and network.from_day <= given.answered_date
    and network.to_day > given.answered_date
  group by given.round_id, given.response_id
)
select
  latest.period,
  given.response_id,
  given.answer,
  given.is_dont_know,
  case
    when given.person_id is not null and exists (from supply.network_contribution)
      then chosen.is_chosen
  end as is_chosen,
  coalesce(chosen.relation, 'Uoplyst') as relation,
  coalesce(offer.display_da, 'Uoplyst') as tilbud_type
from population.latest_round_of_network_survey_answer as latest
join given using (round_id)
join chosen using (round_id, response_id)
left join population.person as person using (person_id)
left join codelist.ffb_code as offer
  on offer.code = given.offer_type_code and offer.value_set = 'KLServiceCodesFFB'
where person.birth_date is null or age_on(person.birth_date, given.answered_date) >= 18  -- A5
