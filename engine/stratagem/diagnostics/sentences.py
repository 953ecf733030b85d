"""What each kind of finding says, in English and Chinese: a cause, then remedies, the best first.

Placeholders are details of the finding. Of the remedies, the first whose details are all known is said. Here stands
what reading finds in rulebooks and accounts; decision tables, books and what `check` finds have modules of their own.
"""

from stratagem.diagnostics.books import BOOKS
from stratagem.diagnostics.checks import CHECKS
from stratagem.diagnostics.sentence import ALLOWED_EN, ALLOWED_ZH, BOTH_EN, BOTH_ZH, NEAR_EN, NEAR_ZH, Sentence
from stratagem.diagnostics.tables import TABLES

SENTENCES: dict[str, Sentence] = {
    # ── files ──
    "missing-file": Sentence(
        ("there is no such file or folder", "check the path; it is read relative to the current folder"),
        ("找不到这个文件或文件夹", "请检查路径；路径以当前文件夹为起点"),
    ),
    "not-a-file": Sentence(
        ("this is a folder, and a file is needed here", "name the file inside it"),
        ("这是文件夹，这里需要一个文件", "请写出其中的文件名"),
    ),
    "unreadable-file": Sentence(
        ("the file cannot be read: {reason}", "check its permissions, and that no other program holds it"),
        ("文件无法读取：{reason}", "请检查权限，并确认没有被其他程序占用"),
    ),
    "file-too-large": Sentence(
        ("the file is larger than {limit}", "split it into several files; a rulebook file or an account file is small"),
        ("文件超过 {limit}", "请拆成几个文件；规则文件和客户文件都不大"),
    ),
    "binary-file": Sentence(
        ("the file is not text", "save it as a UTF-8 text file (YAML or JSON)"),
        ("文件不是文本", "请另存为 UTF-8 文本（YAML 或 JSON）"),
    ),
    "invalid-utf8": Sentence(
        ("the byte {byte} is not valid UTF-8", "save the file again with the encoding UTF-8"),
        ("字节 {byte} 不是有效的 UTF-8", "请以 UTF-8 编码重新保存文件"),
    ),
    "bad-feature": Sentence(
        (
            "this has no place here in a feature",
            "begin with `Feature:`, give each `Scenario:` a title, and each step Given, When, Then, And or But",
        ),
        (
            "功能文件的这个位置不能这样写",
            "文件以“功能:”开头，每个“场景:”有标题，每一步以假如、当、那么、而且或但是开头",
        ),
    ),
    "empty-file": Sentence(
        ("there is nothing in this file", "write something in it, or remove the file"),
        ("文件是空的", "请写入内容，或删除该文件"),
    ),
    "syntax": Sentence(
        (
            "this is not valid YAML: {problem}",
            "check the indentation, the colons and the quotes here and in the line before",
        ),
        ("YAML 写法有误：{problem}", "请检查这一行和上一行的缩进、冒号和引号"),
    ),
    "tab": Sentence(
        ("this line is indented with a tab", "indent it with blanks, two for each level"),
        ("这一行用制表符缩进", "请改用空格缩进，每层两个"),
    ),
    "indentation": Sentence(
        ("this line does not line up with the lines it belongs to", "begin it in the same column as its neighbours"),
        ("这一行没有和同组的行对齐", "请与相邻的行从同一列写起"),
    ),
    "missing-colon": Sentence(
        (
            'a colon with a blank after it is missing in "{text}"',
            'write `{example}`; the full-width colon "{full_width}" does not count',
            "write `{example}`",
        ),
        (
            "“{text}”里缺少冒号加空格",
            "请写成“{example}”；全角冒号“{full_width}”不算",
            "请写成“{example}”",
        ),
    ),
    "second-colon": Sentence(
        ("a text that holds a colon must stand in quotes", "write `{example}`"),
        ("含冒号的文字要加引号", "请写成：{example}"),
    ),
    "needs-quotes": Sentence(
        ("what begins with {character} must stand in quotes as a whole", "write `{example}`"),
        ("以 {character} 开头的内容要整个加引号", "请写成：{example}"),
    ),
    "not-closed": Sentence(
        (
            "the {opening} of line {line} is not closed, and goes on without a comma",
            "write the missing {closing} or comma; texts with commas, colons, brackets or quotes in them need quotes",
        ),
        (
            "第 {line} 行的 {opening} 没有结束，后面也没有逗号",
            "请补上 {closing} 或逗号；含逗号、冒号、括号、引号的文字要加引号",
        ),
    ),
    "quote-not-closed": Sentence(
        ("the quote that is opened here is never closed", "end the text with {quote}"),
        ("这里的引号没有结束", "请在文字末尾补上 {quote}"),
    ),
    "bad-escape": Sentence(
        (
            "after a backslash in double quotes this means nothing",
            "use single quotes, or write two backslashes for one",
        ),
        ("双引号里的反斜杠后面不能这样写", "请改用单引号，或把反斜杠写两个"),
    ),
    "control-character": Sentence(
        ("the character {character} may not stand in a text", "remove it"),
        ("文本中不能有字符 {character}", "请删除它"),
    ),
    "tag-refused": Sentence(
        ("the tag {tag} is refused: files hold plain data only", "remove it; a text that begins with ! needs quotes"),
        ("不接受标签 {tag}：文件里只能有普通数据", "请删掉标签；以 ! 开头的文字要加引号"),
    ),
    "unknown-anchor": Sentence(
        ('"*{name}" refers to nothing before it', "write the value itself, in quotes if it begins with *"),
        ("“*{name}”前面没有对应的内容", "请直接写出值；以 * 开头的文字要加引号"),
    ),
    "nested-too-deep": Sentence(
        ("this is nested more than {limit} levels deep", "write it flatter"),
        ("嵌套超过 {limit} 层", "请减少层次"),
    ),
    "too-many-nodes": Sentence(
        (
            "with its aliases written out, this file holds more than {limit} values",
            "write the values out, without & and *",
        ),
        ("展开引用之后，文件内的值超过 {limit} 个", "请不要用 & 和 *，直接写出值"),
    ),
    "key-not-a-word": Sentence(
        ("a key must be a single word", "write a word before the colon"),
        ("冒号前只能是一个词", "请在冒号前写一个词"),
    ),
    "duplicate-key": Sentence(
        (
            '"{name}" stands here already, in line {line}',
            "keep one of the two; in a rule, two tests of one fact go into a list under `all:`",
        ),
        ("“{name}”已经写在第 {line} 行", "两个只留一个；规则里要对同一事实提两个条件，请放进 all: 的列表"),
    ),
    # ── form ──
    "not-a-mapping": Sentence(
        (
            "{what}: expected `key: value` lines, found {found}",
            "write it like this: `{example}`",
            "write one `key: value` on each line",
        ),
        ("{what}：这里应是“键: 值”，实际是{found}", "请这样写：{example}", "请每行写一个“键: 值”"),
    ),
    "not-a-list": Sentence(
        ("{what}: expected a list, found {found}", "begin each item on its own line with a dash"),
        ("{what}：这里应是列表，实际是{found}", "请每项另起一行，以短横线开头"),
    ),
    "not-a-word": Sentence(
        ("{what}: expected a single value, found {found}", "write one value here"),
        ("{what}：这里应是单个值，实际是{found}", "请只写一个值"),
    ),
    "unknown-key": Sentence(
        ('{what} has no key "{name}"', NEAR_EN, ALLOWED_EN),
        ("{what} 没有“{name}”这一项", NEAR_ZH, ALLOWED_ZH),
    ),
    "missing-key": Sentence(
        ('{what} lacks "{name}"', "add a line `{name}: …`"),
        ("{what} 缺少“{name}”", "请加一行“{name}: …”"),
    ),
    "several-documents": Sentence(
        ("a rulebook file holds one document, this one holds several", "remove the lines `---`, or split the file"),
        ("规则文件只能有一个文档，这里有多个", "请删掉“---”行，或拆成几个文件"),
    ),
    "bad-id": Sentence(
        ('"{name}" is no id', 'write "{near}"', "write it in {form}, with the letters a–z and digits"),
        ("“{name}”不能作为标识", "请写成“{near}”", "请按 {form} 的形式，用小写字母和数字书写"),
    ),
    "duplicate-id": Sentence(
        ('"{name}" was declared before, at {first}', "give one of the two another id, or remove it"),
        ("“{name}”已经在 {first} 声明过", "请给其中一个换标识，或删除它"),
    ),
    "reserved-name": Sentence(
        ('"{name}" means something of its own in this language', "choose another word"),
        ("“{name}”在规则语言里另有含义", "请换一个词"),
    ),
    "ambiguous-label": Sentence(
        ('"{name}" could mean both {one} and {other}', "give the two different labels"),
        ("“{name}”既可能指 {one}，也可能指 {other}", "请给两者不同的名称"),
    ),
    "missing-translation": Sentence(
        ("{what}: a text is missing in: {languages}", "write it in each language: `{example}`"),
        ("{what}：缺少以下语言的文字：{languages}", "请用每种语言各写一句：{example}"),
    ),
    "unknown-language": Sentence(
        ('"{name}" is not a language of this rulebook', BOTH_EN, ALLOWED_EN),
        ("“{name}”不是本规则库的语言", BOTH_ZH, ALLOWED_ZH),
    ),
    "placeholder-mismatch": Sentence(
        ("{what}: not every language quotes {names}", "quote the same facts in every language"),
        ("{what}：不是每种语言都引用了 {names}", "请在每种语言里引用相同的事实"),
    ),
    "unknown-placeholder": Sentence(
        (
            '"{{{name}}}" quotes a fact that this rulebook does not have',
            NEAR_EN,
            "quote a fact by its id, as in {{tier}}",
        ),
        ("“{{{name}}}”引用了规则库没有的事实", NEAR_ZH, "请用事实的标识引用，例如 {{tier}}"),
    ),
    # ── rulebook ──
    "no-rulebook": Sentence(
        ("this folder holds no {name}", "name the folder of a rulebook, or write a {name} that names it"),
        ("这个文件夹里没有 {name}", "请指定规则库文件夹，或写一个 {name}"),
    ),
    # ── extends ──
    "unknown-base": Sentence(
        (
            'there is no rulebook "{name}" to extend',
            'did you mean "{near}"? Write one of {allowed}, or the path of a folder, relative to this file',
            "write one of {allowed}, or the path of a folder, relative to this file",
        ),
        (
            "找不到要扩展的规则库“{name}”",
            "是不是想写“{near}”？请写 {allowed} 之一，或相对于本文件的文件夹路径",
            "请写 {allowed} 之一，或相对于本文件的文件夹路径",
        ),
    ),
    "extends-circle": Sentence(
        ("these rulebooks extend each other in a circle: {circle}", "take `extends` out of one of them"),
        ("这些规则库互相扩展，形成循环：{circle}", "请去掉其中一个的 extends"),
    ),
    "languages-differ": Sentence(
        (
            "the rulebook that this one extends speaks {languages}, and its texts are needed in the same languages",
            "write `languages: [{languages}]`, or leave the line out",
        ),
        ("所扩展的规则库用的语言是 {languages}，两者的语言要一致", "请写“languages: [{languages}]”，或删掉这一行"),
    ),
    "nothing-to-drop-from": Sentence(
        ("this rulebook extends no other, so there is nothing to drop", "remove the line, or add `extends`"),
        ("这个规则库没有扩展别的规则库，没有可去掉的内容", "请删掉这一行，或加上 extends"),
    ),
    "unknown-drop": Sentence(
        (
            '"{name}" is nothing of the rulebook that this one extends',
            NEAR_EN,
            "write the id of a rule, table, strategy, warning, fact, attribute, weapon or checklist of it",
        ),
        (
            "所扩展的规则库里没有“{name}”",
            NEAR_ZH,
            "请写其中规则、决策表、策略、警示、事实、属性、武器或清单的标识",
        ),
    ),
    "ambiguous-drop": Sentence(
        ("several things are called {name}: in {blocks}", "say which is meant: `{example}`"),
        ("有几样内容都叫 {name}：{blocks}", "请写明是哪一个：{example}"),
    ),
    "dropped-but-needed": Sentence(
        (
            "{name} is dropped here and still needed: {places}",
            "drop or replace what needs it, there and at {more} more places, or keep it",
            "drop or replace what needs it, or keep it",
        ),
        (
            "这里去掉了 {name}，但别处还用到它：{places}",
            "请同时去掉或替换用到它的内容（另有 {more} 处），或保留它",
            "请同时去掉或替换用到它的内容，或保留它",
        ),
    ),
    "unknown-kind": Sentence(
        ('"{name}" is not a kind of fact', BOTH_EN, ALLOWED_EN),
        ("“{name}”不是事实的种类", BOTH_ZH, ALLOWED_ZH),
    ),
    "unknown-word": Sentence(
        ('"{name}" is not one of the words known here', BOTH_EN, NEAR_EN, ALLOWED_EN, "check the spelling"),
        ("“{name}”不是这里可用的词", BOTH_ZH, NEAR_ZH, ALLOWED_ZH, "请检查拼写"),
    ),
    "values-not-allowed": Sentence(
        ("a {kind} has no list of values", "remove `values`, or make it a choice, a scale or tags"),
        ("{kind} 类事实没有取值列表", "请删掉 values，或改为 choice、scale 或 tags"),
    ),
    "range-not-allowed": Sentence(
        ("a {kind} has no range", "remove `range`, or make it a number"),
        ("{kind} 类事实没有范围", "请删掉 range，或改为 number"),
    ),
    "bad-range": Sentence(
        ("{found} is no range", "write [lowest, highest], with null for an open end"),
        ("{found} 不是范围", "请写 [最小, 最大]，没有上下限的一端写 null"),
    ),
    "person-concluded": Sentence(
        ("{name}: rules conclude facts of the account, not of a person", "remove `concluded`"),
        ("{name}：规则只能推断客户的事实，不能推断个人的", "请删掉 concluded"),
    ),
    "rank-unordered": Sentence(
        ("people cannot be ranked by {name}: a {kind} has no order", "rank by a scale, a number, a date or a flag"),
        ("不能按 {name} 给人排序：{kind} 没有高低", "请用 scale、number、date 或 flag"),
    ),
    "profile-of-many": Sentence(
        (
            "no profile is made of {name}: a {kind} has too many values to go through",
            "name a flag, a choice or a scale",
        ),
        ("不能用 {name} 组成情形：{kind} 的取值太多，无法逐一检查", "请用 flag、choice 或 scale"),
    ),
    "unknown-finding": Sentence(
        ('"{name}" is not a kind of finding that `stratagem check` reports', NEAR_EN, "allowed here: {allowed}"),
        ("“{name}”不是 stratagem check 会报告的问题种类", NEAR_ZH, "这里可以写：{allowed}"),
    ),
    "missing-reason": Sentence(
        ("{name} is accepted without a reason", "write why it may stay: `{name}: …`"),
        ("接受了 {name}，却没有写理由", "请写明为什么可以保留：“{name}: …”"),
    ),
    "bad-priority": Sentence(
        ('"{value}" is no priority', "write a whole number from 1 to 100"),
        ("“{value}”不是优先级", "请写 1 到 100 的整数"),
    ),
    "dates-reversed": Sentence(
        ("the rule would end ({last}) before it begins ({first})", "swap the two dates"),
        ("规则的结束日期（{last}）早于开始日期（{first}）", "请交换两个日期"),
    ),
    "no-effect": Sentence(
        ("{what} has no effect", "give it at least one of: {allowed}"),
        ("{what} 没有任何作用", "至少写一项：{allowed}"),
    ),
    "empty-effect": Sentence(
        ("`{name}` says nothing to act on", "name a strategy, warning or fact after it, or remove the line"),
        ("“{name}”后面没有内容", "请写上策略、警示或事实，或删掉这一行"),
    ),
    "unknown-strategy": Sentence(
        ('"{name}" is not a strategy of this rulebook', NEAR_EN, "declare it under `strategies:`"),
        ("“{name}”不是本规则库的策略", NEAR_ZH, "请在 strategies: 下声明"),
    ),
    "unknown-warning": Sentence(
        ('"{name}" is not a warning of this rulebook', NEAR_EN, "declare it under `warnings:`"),
        ("“{name}”不是本规则库的警示", NEAR_ZH, "请在 warnings: 下声明"),
    ),
    "unknown-fact": Sentence(
        (
            '"{name}" is not a fact of this rulebook',
            "{attribute} is known about a person: write it under `stakeholders`",
            NEAR_EN,
            ALLOWED_EN,
            "`stratagem schema account` lists the facts",
        ),
        (
            "“{name}”不是本规则库的事实",
            "{attribute} 是人员的属性，请写在 stakeholders 下面",
            NEAR_ZH,
            ALLOWED_ZH,
            "用 stratagem schema account 查看全部事实",
        ),
    ),
    "unknown-attribute": Sentence(
        (
            '"{name}" is not known about a person in this rulebook',
            "{fact} is known about the account: move it out of `stakeholders`",
            NEAR_EN,
            "`stratagem schema account` lists what is",
        ),
        (
            "“{name}”不是人员的属性",
            "{fact} 是客户的事实，请移到 stakeholders 外面",
            NEAR_ZH,
            "用 stratagem schema account 查看全部属性",
        ),
    ),
    "not-concluded": Sentence(
        ('"{name}" is not a fact that rules may conclude', "mark the fact `concluded: true`, or conclude another"),
        ("“{name}”不是由规则推断的事实", "请给该事实标注 concluded: true，或改用其他事实"),
    ),
    "circle": Sentence(
        (
            "these concluded facts depend on each other in a circle: {circle}",
            "one row of table {table} fires, so all its rows wait for {fact}: move the rows that ask for it elsewhere,"
            " or use hit policy C",
            "take one of them out of the `when` of {name}",
        ),
        (
            "这些推断的事实互相依赖，形成循环：{circle}",
            "决策表 {table} 只触发一行，各行都要等 {fact} 确定：请把用到它的行移出，或改用命中策略 C",
            "请从 {name} 的 when 里去掉其中一个",
        ),
    ),
    # ── interviews ──
    "no-such-answer": Sentence(
        ("there is no answer number {value}", "write a number from 1 to {most}, or one of the words"),
        ("没有第 {value} 个回答", "请写 1 到 {most} 的数字，或直接写出回答"),
    ),
    "one-answer": Sentence(
        ("{name} takes one answer, and several were given", "write one number or one word"),
        ("{name} 只能有一个回答，这里写了几个", "请只写一个数字或一个词"),
    ),
    # ── tests ──
    "bad-test": Sentence(
        (
            '"{text}" is not a test of {name}',
            "ask like this: {examples}",
        ),
        (
            "“{text}”不是对 {name} 的有效条件",
            "可以这样写：{examples}",
        ),
    ),
    "joined-tests": Sentence(
        (
            '"{text}" holds two tests in one',
            "for one of several, write a list: `{example}`",
            "for both, write a range such as `{span}`, or two conditions under `all:`",
            "for both, write two conditions under `all:`",
        ),
        (
            "“{text}”把两个条件写在了一起",
            "几个里有一个即可，请写列表：{example}",
            "要同时满足，请写范围，如 {span}，或在 all: 下写两个条件",
            "要同时满足，请在 all: 下写两个条件",
        ),
    ),
    "empty-test": Sentence(
        ("{name}: there is no test here", "write what it must be, or `unknown`, or remove the line"),
        ("{name}：没有写条件", "请写出要求的值或 unknown，或删掉这一行"),
    ),
    "empty-condition": Sentence(
        ("this condition asks nothing", "write a test in it, or remove it; a rule without `when` always fires"),
        ("条件是空的", "请写一个条件，或去掉它；没有 when 的规则总是生效"),
    ),
    "test-not-for-kind": Sentence(
        ('"{text}" cannot be asked of {name}, which is a {kind}', "write a value or a list of values"),
        ("{name} 是 {kind} 类，不能用“{text}”", "请写一个值或几个值"),
    ),
    "empty-range": Sentence(
        ('no value of {name} lies in "{text}"', "write the lower end first, and [ ] to include the ends"),
        ("{name} 没有值落在“{text}”之内", "先写小的一端；要包含两端请用 [ ]"),
    ),
    "people-inside-people": Sentence(
        ("`stakeholders` cannot be asked of one person", "move it out, beside the facts of the account"),
        ("不能在一个人的条件里再问 stakeholders", "请移到外面，与客户的事实并列"),
    ),
    "distinct-of-tags": Sentence(
        ("{name} can hold several values at once, so its distinct values cannot be counted", "count another attribute"),
        ("{name} 可以同时有几个值，无法统计不同的值", "请换一个属性"),
    ),
    # ── cases ──
    "unknown-rule": Sentence(
        ('"{name}" is not a rule of this rulebook', NEAR_EN, "write the id of the rule that this case is about"),
        ("“{name}”不是本规则库的规则", NEAR_ZH, "请写这个案例所针对的规则的标识"),
    ),
    "unknown-case-kind": Sentence(
        ('"{name}" is not a kind of case', BOTH_EN, ALLOWED_EN),
        ("“{name}”不是案例的种类", BOTH_ZH, ALLOWED_ZH),
    ),
    "case-said-twice": Sentence(
        ("this sentence already names the case at {first}", "say what is different in this one"),
        ("{first} 的案例已经用了这个句子", "请写出这个案例有什么不同"),
    ),
    "case-contradiction": Sentence(
        (
            "a {kind} says the opposite of this",
            "a hit fires, a miss does not; a boundary or a missing fact may do either",
        ),
        ("与 {kind} 的含义相反", "hit 会触发，miss 不会触发；boundary 和 missing 两者皆可"),
    ),
    # ── values ──
    "unknown-value": Sentence(
        ('"{value}" is not a value of {name}', BOTH_EN, ALLOWED_EN),
        ("“{value}”不是 {name} 的取值", BOTH_ZH, ALLOWED_ZH),
    ),
    "wrong-kind": Sentence(
        ('"{value}" is not a {kind}, which {name} needs', "write it like this: {allowed}"),
        ("{name} 需要 {kind} 类的值，“{value}”不是", "请这样写：{allowed}"),
    ),
    "out-of-range": Sentence(
        ("{value} is out of range for {name}", ALLOWED_EN),
        ("{name} 的值 {value} 超出范围", ALLOWED_ZH),
    ),
    "text-too-long": Sentence(
        ("the text of {name} is longer than {limit} characters", "shorten it"),
        ("{name} 的文字超过 {limit} 个字符", "请缩短"),
    ),
    # ── accounts ──
    "no-account": Sentence(
        ("there is no account here", "write a name and what you know, as in examples/equipment-purchase.yaml"),
        ("这里没有客户", "请写上名称和已知情况，参照 examples/equipment-purchase.yaml"),
    ),
    "account-not-a-mapping": Sentence(
        ("an account is a list of `fact: value` lines, this is {found}", "write `name: …`, then one fact on each line"),
        ("客户应写成“事实: 值”，这里是{found}", "先写“name: …”，然后每行一个事实"),
    ),
    "people-not-a-list": Sentence(
        ("stakeholders must be a list of people, this is {found}", "write each person as `- {{name: …}}`"),
        ("stakeholders 应是人员列表，这里是{found}", "每个人写成“- {{name: …}}”"),
    ),
    "person-not-a-mapping": Sentence(
        (
            "a person is written as `name: …` and attributes, this is {found}",
            "write `- {{name: {name}}}`",
            "write `- {{name: …}}`",
        ),
        ("人员应写成 name 和各属性，这里是{found}", "请写成“- {{name: {name}}}”", "请写成“- {{name: …}}”"),
    ),
    "missing-name": Sentence(
        ("this person has no name", "add `name: …`; a function will do, such as “chief engineer”"),
        ("这个人没有姓名", "请加上“name: …”，写职务也可以，例如“总工程师”"),
    ),
    "bad-name": Sentence(
        ("a name must be text, this is {found}", "write the name as text"),
        ("名称应是文字，这里是{found}", "请写成文字"),
    ),
    "said-twice": Sentence(
        ('"{name}" and "{other}" are two names of one fact', "keep one of the two lines"),
        ("“{name}”和“{other}”是同一个事实", "请只保留一行"),
    ),
    "more-findings": Sentence(
        ("{count} more findings follow in this account", "mend those above first, then look again"),
        ("这个客户还有 {count} 处问题", "请先改好以上各处，再检查一遍"),
    ),
    "bad-as-of": Sentence(
        ('"{value}" is no date', "write it like this: 2026-11-23"),
        ("“{value}”不是日期", "请这样写：2026-11-23"),
    ),
    "unknown-advised-strategy": Sentence(
        ('"{name}" is not a strategy of this rulebook', NEAR_EN, "these exist: {allowed}"),
        ("“{name}”不是本规则库的策略", NEAR_ZH, "现有策略：{allowed}"),
    ),
    # ── what is taken to be otherwise ──
    "unknown-person": Sentence(
        ('nobody here is called "{name}"', NEAR_EN, "people here: {allowed}", "add the person with --add {name}"),
        ("名单里没有“{name}”", NEAR_ZH, "名单上有：{allowed}", "先用 --add {name} 加上这个人"),
    ),
    "shared-name": Sentence(
        ('several people are called "{name}"', "write the place in the list instead: {allowed}"),
        ("有几个人都叫“{name}”", "请改写名单里的序号：{allowed}"),
    ),
    "person-exists": Sentence(
        ('"{name}" is on the list already', "leave --add out, or add under another name"),
        ("“{name}”已在名单上", "去掉 --add，或换一个名字"),
    ),
    "needs-person": Sentence(
        (
            '"{name}" is known about a person',
            "say of whom: {person}.{name}",
            "add somebody first with --add, then write NAME.{name}",
        ),
        ("“{name}”是人员的属性", "请写明是谁：{person}.{name}", "先用 --add 加上一个人，再写 姓名.{name}"),
    ),
    "set-twice": Sentence(
        ('"{name}" is set twice', "keep one of the two"),
        ("“{name}”设了两次", "请只保留一个"),
    ),
    **TABLES,
    **BOOKS,
    **CHECKS,
}
