SELECT subject, judge_again_on, entry FROM subject ORDER BY subject
