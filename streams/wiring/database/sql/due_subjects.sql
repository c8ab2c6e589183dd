SELECT subject FROM subject
 WHERE judge_again_on <= %(day)s
 ORDER BY judge_again_on, subject LIMIT %(limit)s
