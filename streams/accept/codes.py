"""
Every code the hub answers with: what it means and what to do about it, in one table.

Receipts, problem details of the API and the pages under `docs/errors/` take their words from here.
E codes are the hub's to a department or a partner, D codes say why a measure is not due, R codes
are a partner's reasons for what it did not do, H codes are those of requests over HTTP, F codes of
files that cannot be imported, S codes of settings, keys and servers without which nothing runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class Retry(Enum):
    """Whether the same thing may come again."""

    MENDED = "mended"  #: send it again once it is mended; a refused message took no version number
    SELF = "self"  #: the hub does the rest by itself
    NEVER = "never"  #: settled; sending it again changes nothing
    RUN = "run"  #: nothing was sent: run the same command again once it is mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`title` says what is wrong, `term` the same in Chinese, `advice` what to do about it."""

    code: str
    retry: Retry
    term: str
    title: str
    advice: str


#: Code, retry, Chinese term and title; below it the advice, one sentence.
_TABLE: Final = """
# Subject
E1001 mended 查无主体或主体信息不匹配 The codes given are nobody's, or of different subjects
    Send the social credit code or the organisation code, both of one body (the second is
    places 9 to 17 of the first): a registration number alone finds nobody for certain.
E1002 mended 统一社会信用代码错误 Social credit or organisation code is wrong
    Copy the code from the certificate again: a character is wrong, missing or not allowed
    (no I, O, S, V, Z).
E1003 mended 身份证号码错误 Citizen identity number or birth date is wrong
    Copy the number from the identity card again; its check character, its date and any
    birth date sent must agree.
E1004 mended 占位代码 A placeholder stands where a code should be
    Send the subject's real code, or leave the field blank and name the subject in another
    permitted way.
E1005 mended 证件缺失或已脱敏 No usable identity document
    Send the number in full, since a masked one names nobody; of a person also the type of
    the document.
E1006 mended 主体类别与代码不符 Kind of subject and code do not fit
    Send codes that start with 92 as INDIVIDUAL_BUSINESS and only those, and give a person
    or an unregistered subject no organisation's code.
# Fields
E1101 mended 必填项缺失 A required field is blank
    Fill in the field; the documentation of the schema says for which actions it is needed.
E1102 mended 枚举值未知 A value is not one of those allowed
    Send one of the symbols the schema lists for the field; UNKNOWN is none.
E1103 mended 代码格式错误 A code has the wrong form
    Send the code in its standard form, digits as 0 to 9: region 6 digits, country and
    currency 3 letters, SHA-256 64 hexadecimal digits.
E1104 mended 日期无法识别 A date is none of the calendar
    Send a day of the years 1850 to 9999: in Avro as days since 1970-01-01 (not seconds or
    milliseconds), in JSON as 2026-06-01.
E1105 mended 条件必填项缺失 A field that this case needs is missing
    Fill in the field: what else the message says (kind of subject, action, order, category)
    makes it necessary.
E1106 mended 含控制字符或超长 Text is too long or has characters nobody can see
    Shorten the text to the length that the page on contracts gives, and remove control,
    zero-width and replacement characters, NUL among them.
E1107 mended 数值超出范围 A number is out of its range
    Send versions and numbers of answers from 1, and amounts and counts that are not
    negative.
# Dates
E1201 mended 决定日期晚于报送日期 Decided in the future
    Correct the day of the decision, or send the message on that day or later
    (Asia/Shanghai).
E1202 mended 有效期早于决定日期 Ends before it begins
    Correct the dates: the last day may not be before the decision or before the first day.
E1203 mended 公示截止期错误 Publicity ends before the decision
    Correct the last day of publicity, or leave it out.
E1204 self 逾期报送 Reported late
    Nothing to send: the record is accepted and counted as late (more than 7 working days).
# What may be said
E1301 mended 不在目录内 Not in the catalogue
    Use a list, partner or department code of the catalogue that was valid on the day of the
    decision.
E1302 mended 含禁止的个人信息 An identity number where none may be
    Number the record in another way: record numbers are keys that many see, and may not
    contain an identity number.
E1303 mended 决定机关不符 Not this department's authority
    Send only decisions of authorities your department decides or relays for; ask the credit
    office if one is missing in the catalogue.
E1304 mended 未告知 No notice was given
    Tell the subject before the decision and say so in `notice`; nobody is put on a black list
    untold.
E1305 self 无权操作该信息 Not entitled to end, repair or mark this fact
    Nothing to send: it is stored and acts if the catalogue entitles you later; else ask the
    department that decided.
# State
E1401 never 重复报送 Said before
    Nothing to do: the hub already has exactly this.
E1402 mended 同版本内容冲突 This version number already says something else
    Send the change with the next higher version number: the first content of one stands.
E1403 self 原信息未到 Waits for the record it is about
    Send the ASSERT of that record if it was never sent; this message takes effect when it
    arrives.
E1404 never 版本过旧 A newer version is already known
    Nothing to do, unless this is the newer content: then send it with the next higher
    version number.
E1405 mended 所指信息不符 What it names does not fit it
    Correct the number, subject or object it names, in the next higher version: an order
    names a freeze or a seal of its own sort and subject, a repair or a mark a decision, not
    another one.
# Bytes
E1501 mended 模式编号未知 Schema id is unknown
    Use the ids of the hub's registry; the message is kept and can be replayed once its id
    is known.
E1502 mended 无法解码 Cannot be decoded
    Encode with the schema whose id stands in the message (a zero byte, the id in four
    bytes, one Avro record and nothing more).
E1505 mended 该主题不允许此类信息 This kind may not come on this topic
    Publish only the kinds, and entries of the lists, that the catalogue gives your
    department; court kinds come from courts alone.
E1506 mended 报文过大 Message is too large
    Keep a message within 65,536 bytes: refer to documents by name and SHA-256, do not
    attach them.
E1507 mended 编码不规范 Bytes are not what the schema allows
    Encode with a current Avro library: an index, number or boolean is written in a way no
    reader agrees on.
E1508 self 平台处理异常 The hub could not check this message
    Nothing to send: the fault is the hub's; the message is kept and will be replayed by the
    operator.
# Answers
E1601 mended 指令不存在 Unknown directive
    Answer with the directive_id exactly as it was received.
E1602 never 他方指令 Another partner's directive
    Answer only directives that were sent to you.
# Why a measure is not due
D2001 self 清单无依据 No edition of the list grounds it
    Nothing follows: no edition that was in force on the day of the decision and is in force
    today has this measure.
D2002 self 对象不适用 Not for this kind of subject or role
    Nothing follows: the measure does not reach this kind of subject or role.
D2003 self 异议或修复期间 Under an objection or repaired
    Nothing follows while the mark is open or the repair stands.
D2004 self 未成年人 A minor, or age unknown
    Nothing follows for a minor; if the person is of age, send the birth date or the
    identity card's number.
D2005 self 已届满、终止或撤销 Over before it could act
    Nothing is sent: the term, or the record itself, had ended; a new order or decision is
    needed to impose it again.
D2006 self 发出前已无须执行 Came to nothing before it was sent
    Nothing is sent: the ground ended, or the term was over, before the directive left.
D2007 self 尚未生效 Not in effect yet
    Nothing to send: it follows by itself on the day on which the decision takes effect.
# A partner's reasons
R3001 never 非本单位客户或无财产 Not a customer, or nothing to hold
    Nothing to do: the partner has nothing of this subject, or where it did a part, nothing
    beyond that.
R3002 mended 身份不符 Identity does not match
    Compare name and code with the partner's, and correct the record.
R3003 mended 文书缺失或无效 A document is missing or invalid
    Send the order again with the document the partner names.
R3004 never 措施不支持 The partner cannot do this
    Choose another measure; tell the credit office if the catalogue says otherwise.
R3005 never 原冻结不存在 The partner does not hold it
    Nothing to do for a lift, which counts as done; for anything else look at the number of
    the original order.
R3006 never 在先冻结或优先权 Earlier freezes or prior rights
    Done in part: look at the amount held, the earlier freezes and the place in the queue.
R3007 self 需人工办理 Needs a person at the partner
    Wait for the partner's next answer.
R3008 self 收到后又退回 Taken once, and returned when told again
    The partner says in an answer whether it had done it; the next decision is sent in any
    case.
# Requests over HTTP
H1001 mended 请求体不是规范的JSON Body is not plain JSON
    Send one JSON text in UTF-8: no name twice in an object, no NaN, no integer beyond
    9,007,199,254,740,991, nested at most 32 deep.
H1002 mended 请求体过大 Body is too large
    Send less at a time: 65,536 bytes for events, answers and questions, 1,048,576 bytes for
    lists of records.
H1003 mended 请求体字段不符 Body has other fields than it must
    Compare the fields named in `errors` with the OpenAPI document and, for events and
    answers, with the registry's schema.
H1004 mended 请求参数有误 A parameter of the address is wrong
    Take the cursor from the reply before as it is, and keep the other parameters within
    what the OpenAPI document says.
H1005 mended 请求体类型不支持 Body is not declared as JSON
    Send the body with `Content-Type: application/json`.
H1006 mended 请求主机名不符 The request is for another host
    Ask at 127.0.0.1 or localhost: the interface answers to no other name.
H2001 mended 签名无效 No valid signature of this partner
    Sign id, time and content with the partner's Ed25519 key (`webhook-signature`, scheme
    v1a), and see that the hub has its public key.
H2002 mended 签名时间偏差过大 The signature is not of now
    Set the clock by a time server and sign the request when it is sent: five minutes are
    allowed either way.
H3001 never 不存在 Nothing of that name is here
    Check the name against the catalogue, the OpenAPI document or the reply it was taken
    from.
H3002 mended 方法不允许 Not a method of this address
    Use the method the OpenAPI document gives for the address.
H4001 self 依赖服务不可用 A server the hub needs does not answer
    Ask again after a moment: nothing is lost, and sending the same again does no harm.
H4002 self 目录未加载 No catalogue is loaded yet
    Wait until the credit office has loaded the catalogue.
H4003 self 平台内部错误 The hub failed
    Nothing can be done outside the hub: its log names the fault, and its operator is alarmed.
H4004 self 平台正从备份恢复 The hub comes back from a backup
    Ask again later: until the hub has caught up, partners are told nothing.
# Files that cannot be imported
F1001 run 文件编码错误 Neither UTF-8 nor GB18030
    Save the file as UTF-8, with or without a byte order mark, or as GB18030.
F1002 run 引号不匹配 Quotes do not match
    Export the file again, or mend the quotes at the line named: what follows them cannot be
    told.
F1003 run 缺少列 A column is missing
    Add the columns named, by their codes or their Chinese headers, in any order.
F1004 run 列重复 A column stands twice
    Take one of the two columns out.
F1005 run 列名未知 A header that the layout has not
    Correct or remove the column: under a misspelt header its values would be lost.
F1006 run 文件过大 The file, a line or a cell is too large
    Split the file; where one line or cell is named, export it again, since a quote may be
    open.
F1007 run 文件为空 Nothing is in the file
    Name the file that has the rows.
F1008 run 不是可读取的文件 No file that can be read
    Name a file, not a pipe, device or folder, and see that you may read it.
F1009 run 读取超出限度 Reading it went beyond its bounds
    Split the file: reading it took more memory, time or room than one of its size needs, or
    it has more than a million rows.
F1010 run 读取中断 The process that reads it was ended
    Try again; if it stays so, see why this machine ends the process, for example for want
    of memory.
# Settings and keys
S1001 run 缺少设置项 A setting is missing
    Give what the sentence names by its key.
S1002 run 设置项有误 A setting is wrong or unknown
    Correct what the sentence names by its key; its value is not shown, since it may be a
    secret.
S1003 run 设置项相互矛盾 Settings contradict each other
    Keep one of the two that the sentence names.
S1004 run 密钥文件缺失 A key file is missing
    Bring the file back from your backup; docs/keys.md tells what is lost without it, and
    what to do when there is no backup.
S1005 run 密钥文件不可用 A key file cannot be used
    Close it to others with the command in the sentence, or bring the right one back from
    your backup: it is damaged, or another hub's.
# Servers
S2001 run 消息服务器无应答 The Kafka broker does not answer
    Start the broker, or correct its address; what was published waits, and nothing is lost.
S2002 run 数据库无应答 The database does not answer
    Start the database, or correct its address, user or password; the hub decides nothing
    meanwhile, and loses nothing.
S2003 run 平台未运行 The hub does not answer
    Start the hub with `hub up`, or name the data folder or the address where it runs.
S2004 run 自带服务器无法运行 A server of the hub's own cannot run
    Do what the sentence says, or name a server of your own in HUB_BOOTSTRAP_SERVERS or
    HUB_DATABASE_URL.
S2005 run 平台消息无法验证或读取 A message that may be the hub's cannot be read
    Give the partner's client the key or the schema that the sentence names; what comes behind
    the message waits, and nothing is lost.
S2006 run 主题与台账不符 The topic is not there, or not the one of the ledger or position
    Give the client the id, and the ledger or position, that it has at this hub; of a partner,
    `hub partner ping` says whether the topic is there.
S2007 run 台账正被占用 The partner's ledger is in use
    End the other client of this partner first; the ledger is free as soon as its process is gone.
"""


def _read(table: str) -> Iterator[Code]:
    for entry in (
        "\n".join(line for line in table.strip().splitlines() if not line.startswith("#"))
        .replace("\n    ", " \t")
        .splitlines()
    ):
        head, _, advice = entry.partition(" \t")
        code, retry, term, title = head.split(" ", 3)
        yield Code(
            code=code,
            retry=Retry(retry),
            term=term,
            title=title,
            advice=advice.replace("\t", ""),
        )


CODES: Final[Mapping[str, Code]] = MappingProxyType({row.code: row for row in _read(_TABLE)})


def advice(code: str) -> str:
    """The sentence that says what to do; an unknown code is a KeyError, a mistake of the caller."""
    return CODES[code].advice
