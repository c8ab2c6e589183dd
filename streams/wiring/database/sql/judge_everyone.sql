UPDATE subject SET judge_again_on = %(day)s WHERE judge_again_on IS DISTINCT FROM %(day)s
