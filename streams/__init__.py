"""
The hub's own line. The pure stages, in the order of the data:

accept 报送入箱 → identify 主体归一 → merge 去重归并 → pool 公共信用池 →
rule 联合奖惩 → send 推送 → settle 回执 → track 反馈;
kinds 信用事件 is below them all: what an event is, and what each kind of event means.

line makes one function of the stages: an entry and what the store knows of it give what changes.
store keeps that in PostgreSQL. deciding, worker, sending, reading and api are what the processes
do with it, operate is what an operator runs, and wiring is what all of them are given: settings,
the clock, keys, topics.
"""
