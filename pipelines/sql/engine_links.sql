-- Every reference but those to the citizen: the report, the kind it must lead to, the id.
select report_no, 'service_request' as kind, service_request_id as id
from shaped_information_gathering
union all
select report_no, 'condition', unnest(condition_ids) from shaped_information_gathering
union all
select report_no, 'care_evaluation', unnest(care_evaluation_ids) from shaped_information_gathering
union all
select report_no, 'condition AD', primary_condition_id from shaped_intervention_goal
union all
select report_no, 'condition AD', unnest(secondary_condition_ids) from shaped_intervention_goal
union all
select report_no, 'service_performer', unnest(service_performer_ids) from shaped_care_plan
union all
select report_no, 'target_group', unnest(target_groups).target_group_id from shaped_care_plan
union all
select report_no, 'care_evaluation', care_evaluation_id
from shaped_care_plan where care_evaluation_id is not null
union all
select report_no, 'follow_up_encounter', follow_up_encounter_id
from shaped_care_plan where follow_up_encounter_id is not null
union all
select report_no, 'intervention_goal', unnest(intervention_goal_ids) from shaped_care_plan
union all
select report_no, 'care_plan', unnest(care_plan_ids) from shaped_intervention
union all
select report_no, 'care_plan', unnest(care_plan_ids) from shaped_follow_up
