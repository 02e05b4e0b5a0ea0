# المتابعة: ما آلت إليه الالتزامات جولة بعد جولة.

types-commitment_report = الإفادات عن التنفيذ
types-commitment_answer = الأجوبة عن الالتزامات
types-assistance = المساعدة
new-commitment_report = إفادة جديدة عن التنفيذ
new-commitment_answer = جواب جديد
new-assistance = عرض مساعدة جديد
list-lead-assistance = ما يعرضه جانب على الآخر، من العرض إلى التقييم.

field-commitment-owner_posts = المسؤول عنه: المناصب
hint-commitment-owner_posts = المنصب الذي يفيد عنه لدى كل جانب.
field-commitment-cost_bearers = من يتحمل الكلفة
hint-commitment-cost_bearers = الجانب أو الجانبان اللذان يدفعان.
field-commitment-due_rule = الاستحقاق من دون تاريخ
hint-commitment-due_rule = حيث لم يُتفق على تاريخ فحسب.
field-commitment-next_step = الخطوة التالية
hint-commitment-next_step = ما يلي، ومن يقوم به.
field-commitment-origin = المدوَّن في
hint-commitment-origin = فقرة المحضر أو المادة أو الاستنتاج الذي نشأ عنه.
field-commitment-releases = المعلن في
hint-commitment-releases = البيانات التي ذكرته.
choice-commitment-status-split = مقسَّم إلى غيره
choice-commitment-due_rule-next_round = بحلول الجولة المقبلة
choice-commitment-due_rule-none_agreed = لم يُتفق على موعد

field-commitment_report-commitment = الالتزام
hint-commitment_report-commitment = موضوع الإفادة.
field-commitment_report-round = الجولة
hint-commitment_report-round = الجولة التي يجري الإعداد لها، إن وجدت.
field-commitment_report-date = حتى تاريخ
hint-commitment_report-date = اليوم الذي تصح فيه هذه الإفادة.
field-commitment_report-status = الحالة لدينا
hint-commitment_report-status = الإنجاز إعلان من جانبنا، ولا يُعد منجزاً إلا بقبول الجانبين.
field-commitment_report-done_on = أُنجز في
hint-commitment_report-done_on = حين يعلن جانبنا الإنجاز فقط.
field-commitment_report-blocking = ما يعوقه
hint-commitment_report-blocking = من القائمة المغلقة؛ لازم متى كان متعثراً.
field-commitment_report-note = ملاحظة
hint-commitment_report-note = يطّلع عليها جميع الأطراف.
field-commitment_report-next_step = الخطوة التالية
hint-commitment_report-next_step = ما سيقوم به جانبنا.
field-commitment_report-channel = وردت عن طريق
hint-commitment_report-channel = المكتب أو رابط يُستعمل مرة واحدة أو استمارة مطبوعة.
choice-commitment_report-status-not_started = لم يبدأ
choice-commitment_report-status-in_progress = قيد التنفيذ
choice-commitment_report-status-blocked = متعثر
choice-commitment_report-status-done_claimed = منجز بإعلان هذا الجانب
choice-commitment_report-blocking-approval = بانتظار الموافقة
choice-commitment_report-blocking-legal_basis = نقص السند القانوني
choice-commitment_report-blocking-funding = التمويل
choice-commitment_report-blocking-staff = الكادر البشري
choice-commitment_report-blocking-technical = سبب فني
choice-commitment_report-blocking-security = سبب أمني
choice-commitment_report-blocking-other_side = بانتظار الجانب الآخر
choice-commitment_report-blocking-third_party = بانتظار طرف ثالث
choice-commitment_report-blocking-events = الأحداث
choice-commitment_report-channel-desk = المكتب
choice-commitment_report-channel-link = رابط لمرة واحدة
choice-commitment_report-channel-form = استمارة مطبوعة

field-commitment_answer-commitment = الالتزام
hint-commitment_answer-commitment = موضوع الجواب.
field-commitment_answer-round = الجولة
hint-commitment_answer-round = الجولة التي تجيب عنه؛ ويُترك فارغاً بين الجولات حيث لا يجوز إلا إنهاؤه.
field-commitment_answer-date = التاريخ
hint-commitment_answer-date = يوم الجواب.
field-commitment_answer-outcome = الجواب
hint-commitment_answer-outcome = على الجانبين أن يأخذا بالجواب نفسه.
field-commitment_answer-into = أُدمج في أو قُسّم إلى
hint-commitment_answer-into = عند الدمج أو التقسيم فقط.
field-commitment_answer-due_rule = الاستحقاق من دون تاريخ
hint-commitment_answer-due_rule = حين يستمر من دون تاريخ فحسب.
choice-commitment_answer-due_rule-next_round = بحلول الجولة المقبلة
choice-commitment_answer-due_rule-none_agreed = لم يُتفق على موعد
field-commitment_answer-replaces = بدلاً من
hint-commitment_answer-replaces = أجوبة معتمدة أخطأت أو تقاطعت، يحلّ هذا الجواب محلها.
field-commitment_answer-due = الموعد الجديد
hint-commitment_answer-due = تاريخ جديد إن استمر به.
field-commitment_answer-note = ملاحظة
hint-commitment_answer-note = يطّلع عليها جميع الأطراف.
choice-commitment_answer-outcome-done = أُنجز
choice-commitment_answer-outcome-continues = يستمر
choice-commitment_answer-outcome-dropped = أُسقط
choice-commitment_answer-outcome-merged = أُدمج
choice-commitment_answer-outcome-split = قُسّم
choice-commitment_answer-outcome-overtaken = تجاوزته الأحداث

field-assistance-kind = النوع
hint-assistance-kind = خبرة أو تدريب أو معدات أو إتاحة.
field-assistance-title = المعروض
hint-assistance-title = باللغتين.
field-assistance-from = الجانب العارض
hint-assistance-from = الجانب الذي يقدم المساعدة.
field-assistance-to = المعروض عليه
hint-assistance-to = الجانب الذي يتلقى المساعدة.
field-assistance-group = مجموعة العمل
hint-assistance-group = المجموعة التي تتولاها.
field-assistance-session = الجلسة
hint-assistance-session = حيث عُرضت.
field-assistance-commitment = الالتزام
hint-assistance-commitment = الالتزام الذي تنفذه.
field-assistance-instruments = الوثائق
hint-assistance-instruments = الاتفاقات التي تستند إليها.
field-assistance-topics = الموضوعات
hint-assistance-topics = كلمات قصيرة، واحدة في كل سطر.
field-assistance-offered_on = عُرضت في
hint-assistance-offered_on = يوم العرض.
field-assistance-accepted_on = قُبلت في
hint-assistance-accepted_on = يُترك فارغاً إلى أن يقبلها الجانب الآخر.
field-assistance-declined_on = اعتُذر عنها في
hint-assistance-declined_on = عند الاعتذار عنها فقط.
field-assistance-planned_for = مقررة في
hint-assistance-planned_for = موعد تقديمها.
field-assistance-delivered_on = قُدّمت في
hint-assistance-delivered_on = يوم تقديمها.
field-assistance-evaluated_on = قُيّمت في
hint-assistance-evaluated_on = يوم نظر الجانبين في حصيلتها.
field-assistance-detail = التفاصيل
hint-assistance-detail = النطاق والمكان وعدد المقاعد.
field-assistance-evaluation = التقييم
hint-assistance-evaluation = حصيلتها كما يراها الجانبان.
choice-assistance-kind-expertise = خبرة
choice-assistance-kind-training = تدريب
choice-assistance-kind-equipment = معدات
choice-assistance-kind-access = إتاحة

field-round-unanswered = تُرك بلا جواب
hint-round-unanswered = الالتزامات التي لم تُجب عنها هذه الجولة عند اختتامها.
field-round-unanswered_reason = سبب ترك التزامات بلا جواب
hint-round-unanswered_reason = حين تُختتم الجولة ولم يُجب عن التزامات قائمة فقط.

rule-excluded = لا يجتمع هذا مع حقل آخر: اترك أحدهما.
refusal-r-044 = { $count ->
        [zero] لم تجب هذه الجولة عن أي التزام قائم.
        [one] التزام قائم واحد لم تجب عنه هذه الجولة.
        [two] التزامان قائمان لم تجب عنهما هذه الجولة.
        [few] { $count } التزامات قائمة لم تجب عنها هذه الجولة.
        [many] { $count } التزاماً قائماً لم تجب عنها هذه الجولة.
       *[other] { $count } التزام قائم لم تجب عنها هذه الجولة.
    }
refusal-r-044-do = أجيبوا عنها مع الجانب الآخر، أو اختتموا الجولة مع بيان السبب باللغتين.
refusal-r-045 = هذا الالتزام منتهٍ.
refusal-r-045-do = أنشئ التزاماً جديداً. وإن كان ما أنهاه خطأ فأجب بدلاً منه من صفحة الالتزام.
refusal-r-049 = أغلق الجانبان هذه الجولة، فأجوبتها نهائية.
refusal-r-049-do = أجب في الجولة التالية، أو بين الجولتين إن كان الجواب ينهي الالتزام.
rule-not-an-agreed-answer = ليس هذا جواباً عن هذا الالتزام في هذه الجولة يعتمده الجانبان؛ احذفه.
rule-in-future = هذا التاريخ في المستقبل، واليوم { $today }. اذكر ما حدث.
rule-too-few = اذكر { $min } على الأقل.
rule-by-answer = لا يُدوَّن هذا هنا، بل ينهيه الجانبان بجواب من صفحة الالتزام.
rule-not-open = ليس هذا الالتزام قائماً لدى الجانبين؛ اختر التزاماً قائماً.

# لوحة المتابعة.
board-views = عروض الالتزامات
board-tab-board = اللوحة
board-tab-timeline = الخط الزمني
board-tab-stories = المسارات
board-tab-assistance = المساعدة
board-file-xlsx = جدول بيانات (XLSX)
board-file-csv = ملف CSV
board-kept = ما وُعد به وما أُنجز وما بقي، جولة بعد جولة
board-share = النسبة
board-commitment = الالتزام
board-owner = الملتزم
board-due = الاستحقاق
board-due-overdue = متأخر
board-due-soon = يستحق خلال 90 يوماً
board-due-dated = له تاريخ
board-due-next_round = بحلول الجولة المقبلة
board-due-not-said = لم يُذكر
board-due-none = بلا تاريخ
board-due-late = متأخر
board-agreed = المتفق عليه
board-no-report = لا إفادة
board-outside = خارج الجولات
board-between-rounds = بين الجولات
board-id = المعرِّف
board-says = ما يقوله { $side }
board-answers = أجوبة الجولات
board-matrix = مصفوفة المتابعة
board-timetable = الجدول الزمني للتنفيذ
board-next-step = الخطوة التالية
board-new = تغيّر
board-changed = { $n ->
        [zero] لم يتغير أي التزام منذ آخر اطلاع لك.
        [one] تغيّر التزام واحد منذ آخر اطلاع لك.
        [two] تغيّر التزامان منذ آخر اطلاع لك.
        [few] تغيّرت { $n } التزامات منذ آخر اطلاع لك.
        [many] تغيّر { $n } التزاماً منذ آخر اطلاع لك.
       *[other] تغيّر { $n } التزام منذ آخر اطلاع لك.
    }
board-changed-none = تُعلَّم هنا التغييرات منذ آخر اطلاع لك.
board-mark-seen = اطّلعت على هذا
board-pages = صفحات اللوحة

timeline-lead = من يوم نشأ الالتزام إلى يوم انتهى، وما ورد عنه بينهما.
timeline-picture = خط زمني للالتزامات؛ والجدول أدناه يقول الشيء نفسه بالكلمات.
timeline-table = الشيء نفسه بالكلمات
timeline-key-made = نشأ
timeline-key-heard = ورد عنه
timeline-key-settled = انتهى
timeline-made = تاريخ النشوء
timeline-last = آخر ما ورد عنه
timeline-no-trace = لم يرد شيء بعد ذلك

# الالتزام.
commitment-statuses = ما يقوله كل جانب، وما يتفقان عليه
commitment-claimed = منجز بحسب { $side }، ولا يُعد منجزاً إلا بقبول الجانبين.
commitment-report = الإفادة عنه
commitment-answer = الجواب
commitment-answer-in = الجواب في: { $round }
commitment-answer-between = الجواب بين الجولات
commitment-life = خط الحياة
commitment-story = المسار كاملاً

# ما تجيب عنه الجولة.
answers-word = الأجوبة عن الالتزامات السابقة
answers-title = { $round }: الأجوبة عن الالتزامات السابقة
answers-lead = لكل التزام كان قائماً عند انعقاد هذه الجولة جواب يأخذ به الجانبان: أُنجز أو يستمر أو أُسقط.
answers-all = مطلوب جوابه
answers-agreed = أُجيب عنه
answers-proposed = أجاب عنه جانب واحد
answers-none = بلا جواب
answers-nothing = لا التزام سابقاً قائماً.
answers-complete = لكل التزام قائم جوابه.
answers-missing = { $n ->
        [zero] لكل التزام جواب متفق عليه.
        [one] التزام واحد لا جواب متفقاً عليه له بعد.
        [two] التزامان لا جواب متفقاً عليه لهما بعد.
        [few] { $n } التزامات لا جواب متفقاً عليه لها بعد.
        [many] { $n } التزاماً لا جواب متفقاً عليه لها بعد.
       *[other] { $n } التزام لا جواب متفقاً عليه لها بعد.
    }
answers-differ = أجاب عنه كل جانب بجواب مختلف
answers-crossed = تقاطع: اعتمد الجانبان الجوابين
answers-pages = صفحات القائمة
answer-replaces = مقترح بدلاً مما اتُّفق عليه
answers-agree-all = الاطلاع على أجوبة الجانب الآخر والموافقة عليها
answers-rest = كل ما أتركه فارغاً:
answers-leave = يبقى بلا جواب
answers-rest-means = يسري على ما تُرك فارغاً في هذه الصفحة دون غيره. اختر جواباً بجانب الالتزام الذي يختلف عن غيره. ولا يُعتد بشيء قبل موافقة الجانب الآخر.
answers-put = أجب
answers-whole = بملاحظة أو موعد جديد أو دمج أو تقسيم…
answer-crossed = تقاطع مع جواب آخر، فلا يُحتسب
answer-replaced = حلّ محله جواب آخر
answer-instead = أجب بدلاً منه
answers-crossed-why = اعتمد الجانبان جوابين مختلفين في اللحظة نفسها، فلا يُحتسب أي منهما.
answers-crossed-do = أجب بدلاً منها
answers-detail = بالتفصيل
answers-unanswered = بلا جواب
round-follow-up = متابعة الجولات السابقة
round-gap = اختُتمت وبقيت التزامات بلا جواب:

# افتتاح الجولة واختتامها.
opening-do = افتتاح الجولة التالية
opening-title = افتتاح الجولة { $number }
opening-lead = لا يُكتب شيء مرتين: تنتقل المجموعات والمنسقون وكل التزام قائم.
opening-exists = هذه الجولة موجودة من قبل:
opening-before-open = لم تُختتم الجولة السابقة بعد.
opening-before-unanswered = { $n ->
        [zero] لم تُختتم الجولة السابقة بعد.
        [one] لم تُختتم الجولة السابقة بعد، وفيها التزام واحد بلا جواب متفق عليه.
        [two] لم تُختتم الجولة السابقة بعد، وفيها التزامان بلا جواب متفق عليه.
        [few] لم تُختتم الجولة السابقة بعد، وفيها { $n } التزامات بلا جواب متفق عليه.
        [many] لم تُختتم الجولة السابقة بعد، وفيها { $n } التزاماً بلا جواب متفق عليه.
       *[other] لم تُختتم الجولة السابقة بعد، وفيها { $n } التزام بلا جواب متفق عليه.
    }
round-twin = افتتح الجانبان جولة بهذا الرقم في اللحظة نفسها:
round-twin-ours = اسحب هذه ووافق على جولتهم، أو انتظر حتى يسحبوا جولتهم؛ فلا يُتفق إلا على إحداهما.
round-twin-theirs = اسحب جولتنا لتوافق على هذه، أو انتظر حتى يسحبوها؛ فلا يُتفق إلا على إحداهما.
opening-groups = المجموعات التي تجتمع
opening-groups-means = متى حُدد أول يوم مقرر اقتُرحت جلسة لكل مجموعة في ذلك اليوم.
opening-again = من آخر جلسة لكل مجموعة
opening-again-means = يمكن تغييرهما في الجلسات الجديدة قبل أن يوافق أحد.
opening-agenda = جدول الأعمال مقترحاً
opening-delegations = وفدنا، وكل مقعد فيه بانتظار التأكيد
opening-carry = الالتزامات التي تنتقل
opening-carried = التزامات قائمة مطلوب جوابها
opening-of-round = { $n ->
        [zero] لا التزام
        [one] التزام واحد
        [two] التزامان
        [few] { $n } التزامات
        [many] { $n } التزاماً
       *[other] { $n } التزام
    }
opening-carry-means = ينتظر كل منها في قائمة الجولة الجديدة إلى أن يجيب عنه الجانبان.
opening-put = اقتراح الجولة
closing-round = اختتام الجولة
closing-round-title = اختتام: { $round }
closing-round-lead = تُختتم الجولة على وجهها متى كان لكل التزام سابق جوابه.
closing-round-gap = يجوز اختتامها مع ذلك ببيان السبب باللغتين، ويبقى السبب وما تُرك مدوَّنين على الجولة دائماً.
closing-round-reason-ar = السبب بالعربية
closing-round-reason-en = السبب بالإنجليزية

# المسارات.
stories-lead = ما وُعد به وما وُقّع وما أُنجز في موضوع واحد عبر الجولات كلها.
stories-none = لا وثيقة تذكر موضوعاً بعد.
story-word = مسار
story-lead = { $n ->
        [zero] لا خطوات.
        [one] خطوة واحدة.
        [two] خطوتان بترتيب تاريخهما.
        [few] { $n } خطوات بترتيب تواريخها.
        [many] { $n } خطوة بترتيب تواريخها.
       *[other] { $n } خطوة بترتيب تواريخها.
    }
story-instruments = { $n ->
        [zero] لا وثيقة
        [one] وثيقة واحدة
        [two] وثيقتان
        [few] { $n } وثائق
        [many] { $n } وثيقة
       *[other] { $n } وثيقة
    }
story-undated = بلا تاريخ
story-kind = النوع
story-what = ما جرى
story-commitment = التزام
story-instrument = وثيقة
story-event = حدث
story-answer = جواب
story-report = إفادة
story-assistance = مساعدة
story-note = متابعة
topic-all = الموضوعات كلها
topic-defence = الدفاع
topic-customs = الجمارك
topic-training = التدريب
topic-advisers = المستشارون
topic-trade = التجارة
topic-investment = الاستثمار
topic-economy = الاقتصاد
topic-counter-terrorism = مكافحة الإرهاب
topic-information-exchange = تبادل المعلومات
topic-education = التعليم
topic-students = الطلبة
topic-science = العلوم
topic-oil = النفط
topic-electricity = الكهرباء
topic-water = الماء
topic-energy = الطاقة
topic-nuclear-security = الأمن النووي
topic-communications = الاتصالات
topic-security = الأمن
topic-dialogue = الحوار نفسه
topic-targeting = استهداف الشحنات
topic-culture = الثقافة
topic-museums = المتاحف
topic-sport = الرياضة
topic-data-exchange = تبادل البيانات
topic-mutual-legal-assistance = المساعدة القانونية المتبادلة
topic-health = الصحة
topic-biomedical-research = البحوث الطبية الحيوية
topic-development = التنمية
topic-food-security = الأمن الغذائي
topic-disaster-response = الاستجابة للكوارث
topic-cybersecurity = الأمن السيبراني
topic-counter-narcotics = مكافحة المخدرات
topic-border-security = أمن الحدود

# أين وصلت الالتزامات: في التصفية والمسارات والملفات.
board-now = الوضع الآن
board-now-claimed = أُعلن إنجازه ولم يُقبل بعد
board-now-waits_for_us = بانتظار جانبنا
board-now-blocked = متعثر
board-now-crossed = تقاطع جوابان
board-now-unanswered = بلا جواب في الجولة المفتوحة
board-print = طباعة أو حفظ بصيغة PDF
board-matrix-means = الالتزامات المختارة هنا جولة بعد جولة، مع الجدول الزمني.
board-dialogue = الحوار
board-as-of = كما في
board-narrowed = المختار
board-narrowed-not = جميع الالتزامات
board-withdrawn = مسحوب
board-changed-beside = تغيّر أيضاً: التزامات سُحبت وعروض مساعدة
board-due-day = الاستحقاق (سنة-شهر-يوم)
board-says-on = { $side }: حتى تاريخ
board-blocks = { $side }: ما يعوقه
board-into = يستمر في
timeline-show = عرض الرسم (عريض، يُمرَّر جانبياً)
timeline-pages = صفحات الخط الزمني
timeline-key-beyond = خارج الرسم، في تلك السنة
story-offers = { $n ->
        [zero] لا عرض مساعدة
        [one] عرض مساعدة واحد
        [two] عرضا مساعدة
        [few] { $n } عروض مساعدة
        [many] { $n } عرض مساعدة
       *[other] { $n } عرض مساعدة
    }
story-into = ← { $into }
story-took-over = يحلّ محل: { $from }
story-now = أين وصل الآن
story-cut = المرتبط بهذا الموضوع أكثر مما يرويه مسار واحد، وقد تُرك أبعده. ومسار التزام واحد أو وثيقة واحدة يُظهر ما يقرب منه.
story-paper-means = هذه الخطوات وأين وصل الآن.

# المساعدة مراحل.
assistance-stage = المرحلة
assistance-stage-offered = معروضة
assistance-stage-accepted = مقبولة
assistance-stage-planned = مقررة
assistance-stage-delivered = مقدَّمة
assistance-stage-evaluated = مقيَّمة
assistance-stage-declined = معتذَر عنها
assistance-sides = من { $from } إلى { $to }
assistance-track = من العرض إلى التقييم
assistance-not-yet = ليس بعد
assistance-next = تدوين المرحلة التالية
assistance-whole = الاستمارة كاملة
assistance-date = تاريخ هذه المرحلة
assistance-note = ملاحظة
assistance-means = لا يُعتد بها إلا باعتماد الجانبين. وفي التقييم تُذكر في الملاحظة حصيلتها.
assistance-put = اقتراح

problem-long = أكثر مما يتسع له ملف واحد
problem-long-why = عدد الالتزامات المطلوبة { $n }، والحد الأقصى { $max }.
problem-long-do = ارجع وضيّق اللوحة بتصفية: جولة أو مجموعة أو ملتزم.
board-changed-assistance = { $n ->
        [zero] لم يتغير أي عرض مساعدة منذ آخر اطلاع لك.
        [one] تغيّر عرض مساعدة واحد منذ آخر اطلاع لك.
        [two] تغيّر عرضا مساعدة منذ آخر اطلاع لك.
        [few] تغيّرت { $n } عروض مساعدة منذ آخر اطلاع لك.
        [many] تغيّر { $n } عرض مساعدة منذ آخر اطلاع لك.
       *[other] تغيّر { $n } عرض مساعدة منذ آخر اطلاع لك.
    }
