"""
The hub's own line. Its folders, in alphabetical order, are the way of the data:

accept 报送入箱 → identify 主体归一 → merge 去重归并 → pool 公共信用池 →
rule 联合奖惩 → send 推送 → track 回执反馈 → unwind 解除修复;
kinds 信用事件 is below them all: what an event is, and what each kind of event means;
wiring 接线 joins them to clock, sockets and servers.

The modules beside them make one line of the stages. In the order of reading: `entry` is what is
decided at a time, `line` decides it, by way of `intake` (what came in) and `judging` (who is
burdened by it); `store` is the port it loads from and saves to, `memory` the port's reference.
"""
