# كلمات صفحات السجل.

# لجميع الصفحات
areas-acts = الإجراءات
areas-agree-all = الموافقة على كل ما ينتظر
areas-back = رجوع
areas-discrepancies = حيث تتباين المصادر
areas-discrepancies-why = تبقى كل رواية مع مصادرها، ولا تُمحى إحداها بالأخرى
areas-filter = تصفية
areas-history = السجل الزمني
areas-history-empty = لم يُدوَّن شيء هنا بعد.
areas-language = اللغة
areas-last = آخر ما جرى
areas-life = المواقف والسجل والإثبات
areas-number = الرقم
areas-propose = اقتراح صياغة
areas-source = المصدر
areas-sources = المصادر
areas-state = الحالة
areas-waiting-us = ينتظر قرارنا
areas-waiting-us-none = لا شيء هنا ينتظر قرارنا.
areas-waiting-them = ينتظر قرارهم
areas-waiting-them-none = لا شيء هنا ينتظر قرار الجانب الآخر.
areas-more = { $n ->
        [zero] لا غيرها
        [one] وواحد غيرها
        [two] واثنان غيرها
        [few] و{ $n } غيرها
        [many] و{ $n } غيرها
       *[other] و{ $n } غيرها
    }
areas-acting-as = تتصرف بصفة { $function } عن { $party }.
areas-newer-wording = ثمة صياغة أحدث مطروحة
areas-no = لا
areas-yes = نعم
areas-side = جانب { $party }
side-KW = الجانب الكويتي
side-US = الجانب الأمريكي
areas-since = منذ { $date }
areas-until = حتى { $date }
areas-uncertain = غير محسوم
areas-void = بلا أثر ({ $rule })
areas-who = { $function }، { $party }
value-missing = غير مكشوف لنا هنا: محجوب، أو لم يصل بعد، أو مُحي.
text-absent-ar = لا نص عربياً بعد
text-absent-en = لا نص إنجليزياً بعد
bracket-nothing = لا نص هنا

# الإجراءات على القيد
act-agree = أوافق
act-bind = إلزام جانبنا
act-change = تعديل
act-corrigendum = اقتراح تصويب
act-propose = اقتراح صياغة
act-propose-change = اقتراح تعديل
act-reject = رفض
act-unbind = سحب الموافقة الملزِمة
act-withdraw = سحب

# ما جرى
did-put-first = طرحه
did-put = طرح صياغة جديدة
did-consent = وافق
did-withdraw = سحب موقفه
did-reject = رفض صياغة
did-redact = أمر بمحو قيم
did-erased = أكد المحو
did-hold = يستبقي قيماً بحكم القانون
did-note = دوّن إشارة
did-other = أضاف قيداً

# التأكيد
confirm-agree = الموافقة على هذا النص
confirm-agree-lead = هذا بحرفه ما سيلتزمه جانبنا نصاً، باللغتين.
confirm-agree-means = يتخذ جانبنا هذه العبارات موقفاً له. ومتى التزم الجانب الآخر الصيغة نفسها صار النص متفقاً عليه، ولا يسحبه جانب وحده. وهذا اتفاق على نص، لا توقيع على معاهدة.
confirm-agree-do = أوافق عن جانبنا
confirm-bind = إلزام جانبنا بهذا النص
confirm-bind-lead = النص متفق عليه، وهذا يضيف موافقة جانبنا على الالتزام به.
confirm-bind-means = يعلن جانبنا التزامه. ويحفظ السجل الصفة والوقت دليلاً، ولا يقوم ذلك مقام التوقيع.
confirm-bind-do = إلزام جانبنا
confirm-withdraw = سحب موقفنا
confirm-withdraw-lead = لن يبقى هذا النص موقفاً لجانبنا.
confirm-withdraw-means = يُدوَّن السحب ويطّلع عليه الجانب الآخر، ويبقى ما طُرح في السجل الزمني.
confirm-withdraw-do = سحب
confirm-unbind = سحب الموافقة الملزِمة
confirm-unbind-lead = يبقى النص موقفاً لجانبنا دون الالتزام به.
confirm-unbind-means = يُدوَّن السحب ويطّلع عليه الجانب الآخر.
confirm-unbind-do = سحب الموافقة الملزِمة
confirm-reject = رفض هذه الصياغة
confirm-reject-lead = يرفض جانبنا هذه العبارات دون طرح بديل.
confirm-reject-means = يُدوَّن الرفض ويطّلع عليه الجانب الآخر. ولطرح عبارات أخرى يُقترح نص بديل.
confirm-reject-do = رفض
confirm-all = الموافقة على كل ما ينتظر
confirm-all-part = يظهر هنا { $n } من أصل { $of } من النصوص المنتظرة. وافق على هذه ثم انظر ما يليها.
confirm-all-lead = { $n ->
        [zero] لا نص ينتظر جانبنا.
        [one] نص واحد ينتظر جانبنا، وهو معروض كاملاً باللغتين.
        [two] نصان ينتظران جانبنا، وهما معروضان كاملين باللغتين.
        [few] { $n } نصوص تنتظر جانبنا، وكل منها معروض كاملاً باللغتين.
        [many] { $n } نصاً ينتظر جانبنا، وكل منها معروض كاملاً باللغتين.
       *[other] { $n } نص ينتظر جانبنا، وكل منها معروض كاملاً باللغتين.
    }
confirm-all-do = { $n ->
        [zero] الموافقة
        [one] الموافقة على هذا النص
        [two] الموافقة على النصين
        [few] الموافقة على هذه النصوص (عددها { $n })
        [many] الموافقة على هذه النصوص (عددها { $n })
       *[other] الموافقة على هذه النصوص (عددها { $n })
    }
confirm-all-none = لا شيء ينتظر موافقة على حاله. وحيث تختلف صياغتان يُفتح القيد للمقارنة بينهما.
confirm-against = مقارنةً بصياغتنا

# الحوار
dialogue-dates = المواعيد
dialogue-empty = لم تُدوَّن أي جولة بعد. تُستهل بالأولى، ويكفي رقمها ومواعيدها.
dialogue-group-add = إضافة مجموعة عمل
dialogue-groups = مجموعات العمل
dialogue-groups-empty = لم تُدوَّن أي مجموعة عمل بعد.
dialogue-key-coming = قادمة
dialogue-key-held = حضورية
dialogue-key-planned = الموعد المقرر أولاً
dialogue-key-remote = عن بعد
dialogue-mode = طريقة الانعقاد
dialogue-picture = خط زمني للجولات وجلسات كل مجموعة. والجدول أدناه يضم الوقائع نفسها.
dialogue-place = المكان
dialogue-promises = ما وُعد به وما أُنجز وما بقي
dialogue-promises-all = جميع الالتزامات
dialogue-registers = القيود
dialogue-round = الجولة
dialogue-round-add = فتح جولة جديدة
dialogue-rounds = الجولات
dialogue-sessions = الجلسات
dialogue-timeline = الخط الزمني
dialogue-counts = الجولات: { $rounds }، الجلسات: { $sessions }
dialogue-gap = { $n ->
        [zero] دون شهر
        [one] شهر
        [two] شهران
        [few] { $n } أشهر
        [many] { $n } شهراً
       *[other] { $n } شهر
    }
dialogue-group-counts = الجلسات: { $sessions }، الالتزامات: { $commitments }
dialogue-lane-all = الجلسات العامة والوزارية
dialogue-lead = الجهة القائدة
dialogue-next = الجولة المقبلة
dialogue-no-date = لا موعد بعد
dialogue-planned = مقررة: { $date }
dialogue-slip = كان مقرراً لها { $date }

# الالتزامات
promises-made = وُعد به
promises-kept = أُنجز
promises-open = قائم
promises-moved = يستمر في غيره
promises-untraced = بلا أثر لاحق
promises-proposed = مقترح من جانب واحد
promises-dropped = تُجووز أو انقضى

# الجولات
round-calendar = جدول الجلسات
round-co-chairs = الرئيسان المشاركان والمنسقون
round-co-chair = رئيس مشارك
round-coordinator = منسق
round-commitments = التزامات هذه الجولة
round-empty = لم تُدوَّن أي جلسة بعد. تُضاف الأولى، ويكفي يومها ومجموعتها.
round-figures = أرقام
round-instruments = الاتفاقيات والوثائق
round-outcomes = المخرجات
round-session-add = إضافة جلسة
round-host = باستضافة { $party }
round-met = انعقدت
round-planned = كان مقرراً
round-sessions = { $n ->
        [zero] لا جلسات
        [one] جلسة واحدة
        [two] جلستان
        [few] { $n } جلسات
        [many] { $n } جلسة
       *[other] { $n } جلسة
    }
ready-agenda = جدول الأعمال { $n } من { $of }
ready-agenda-none = لا جدول أعمال بعد
ready-minutes-none = لا محضر بعد
ready-delegations = الوفود { $n } من { $of }
ready-minutes = المحضر { $n } من { $of }
figure-days = أيام
figure-working_groups = مجموعات عمل
figure-bodies = جهات مشاركة
figure-bodies_kw = جهات كويتية
figure-bodies_kw_at_least = جهات كويتية على الأقل
figure-bodies_us = جهات أمريكية
figure-officials_and_experts = مسؤولون وخبراء
figure-documents_signed = وثائق موقعة
figure-documents_total_claimed = وثائق إجمالاً كما أُعلن
figure-preparatory_meetings = اجتماعات تحضيرية

# المجموعات
group-chairs = الرؤساء عبر الجولات
group-chairs-empty = لم يُدوَّن أي رئيس بعد.
group-chairs-why = المنصب أولاً ثم شاغله
group-commitments = الالتزامات القائمة
group-commitments-empty = لا التزام قائماً لهذه المجموعة.
group-sessions = الجلسات عبر الجولات
group-sessions-empty = لم تجتمع هذه المجموعة بعد.

# الجلسة
session-parts = أقسام الجلسة
session-overview = نظرة عامة
session-agenda = جدول الأعمال
session-agenda-add = إضافة بند
session-agenda-empty = لا جدول أعمال بعد. يُقترح البند الأول باللغتين فيطّلع عليه الجانب الآخر فوراً.
session-agenda-item = البند
session-agenda-agreed = { $n } من { $of } بنود متفق عليها
session-and-others = وآخرون
session-attendance = الحضور
session-bodies = الجهات المشاركة
session-commitments = التزامات نشأت هنا
session-conclusion-add = إضافة استنتاج
session-conclusions = الاستنتاجات
session-conclusions-empty = لم يُحرَّر أي استنتاج بعد.
session-delegations = الوفود
session-delegations-order = ترتيب كل وفد كما وضعه صاحبه
session-history = السجل الزمني
session-hour-unknown = الساعة غير مدوَّنة
session-minutes = المحضر
session-minutes-add = إضافة فقرة
session-minutes-agreed = عربي وإنجليزي نصاً واحداً: { $n } من { $of } فقرات متفق عليها
session-minutes-empty = لم يُستهل المحضر. يحرره المقرر فقرة فقرة، بالعربية والإنجليزية معاً.
session-outcomes = المخرجات
session-papers = الأوراق
session-reference-add = إضافة رقمنا المرجعي
session-references = الأرقام المرجعية لدى الجانبين
session-references-empty = لم يُدوَّن أي رقم مرجعي.
session-statements = التصريحات
delegation-none-ours = لم يُقدَّم وفدنا بعد.
delegation-none-theirs = لم يقدّم الجانب الآخر وفده بعد.
delegation-give = تقديم وفدنا
attendance-none-ours = لم يُدوَّن حضورنا بعد.
attendance-none-theirs = لم يدوّن الجانب الآخر حضوره بعد.
attendance-give = تدوين حضورنا
attendance-for = نيابة عن { $whom }
agenda-minutes = { $n ->
        [zero] بلا مدة
        [one] دقيقة
        [two] دقيقتان
        [few] { $n } دقائق
        [many] { $n } دقيقة
       *[other] { $n } دقيقة
    }
agenda-presented = يعرضه { $who }

# صفحة القيد
item-brackets = موضع اختلاف الصياغتين
item-bracket-count = { $n ->
        [zero] لا اختلاف
        [one] موضع خلاف واحد
        [two] موضعا خلاف
        [few] { $n } مواضع خلاف
        [many] { $n } موضع خلاف
       *[other] { $n } موضع خلاف
    }
item-compare = مقارنة بين صيغتين
item-compare-added = مضاف:
item-compare-do = قارن
item-compare-from = من
item-compare-removed = محذوف:
item-compare-same = هاتان الصيغتان متطابقتان.
item-compare-to = إلى
item-evidence = الإثبات
item-fields = مضمونه
item-fields-none = لا شيء منه مكشوف هنا.
item-mentioned = ورد ذكره في
item-positions = المواقف
item-uncertain = مؤشَّر بأنه مستنتج أو غير محسوم.
item-version = الصيغة
item-version-label = { $party }، { $when } ({ $id })
position-none = لا موقف له
position-shown = على الصياغة المعروضة
position-other = على صياغة أخرى
position-bound = ملتزم بالصياغة المعروضة
evidence-means-cosigned = سجلّا الطرفين الموقّعان هما السند.
evidence-means-recorded_by_us = دوّنه جانبنا وحده، فهو دون ما يضمه السجلّان معاً.
evidence-means-public_record = مأخوذ من مصادر منشورة مدرجة هنا، ولم يؤكده أحد في هذا السجل.
evidence-means-exercise = وُضع لأغراض التمرين.
means-not-decided = لا موقف لأي جانب حالياً. يُقترح نص.
means-ours-only = هذه صياغة جانبنا ولم يأخذ بها الجانب الآخر بعد.
means-theirs-only = هذه صياغة طرحها الجانب الآخر. تُقبل أو تُقترح غيرها.
means-two-wordings = لكل جانب صياغته. وتُقارنان أدناه.
means-agreed = التزم الجانبان الصياغة نفسها في آن واحد، ولا تتغير إلا بصياغة جديدة يأخذ بها الجميع.
means-agreed-binding = اتفق الجانبان على النص والتزما به.
means-sealed = متفق عليه، ولدى كل جانب إيصال موقّع من الآخر.
means-crossed = اتُفق على صياغتين في آن واحد. يُتفق على صياغة واحدة تليهما.
means-contested = يستند الاتفاق إلى قيود تلي انشقاقاً ثابتاً في أحد السجلين. تُراجع صفحة التبادل.
means-erased = مُحيت العبارات، ويبقى الاتفاق عليها قابلاً للإثبات.
means-recorded-alone = يدوّن جانبنا منفرداً، ولا عضو غيره بعد.
means-own = بيان { $party } وحدها، ولا يحتاج إلى موافقة أحد.

# المحو
redact-title = الأمر بمحو قيم
redact-why = تُتلف العبارات في كل عقدة تمتثل، ويبقى إثبات أنها كانت. ولا رجعة في ذلك.
redact-fields = القيم المراد محوها
redact-basis = السند القانوني
redact-basis-hint = رمز إحالة قصير، مثل KW-DL-2014-20-art-5.
redact-do = الأمر بالمحو
redact-confirm = اطّلعت على القيم أعلاه وآمر بمحوها نهائياً.

# الملاحظات الخاصة
notes-title = ملاحظة خاصة
notes-why = لا تغادر عقدتنا أبداً، ولا يراها الجانب الآخر ولا تدخل السجل.
notes-new = ملاحظة جديدة
notes-add = حفظ الملاحظة
notes-edit = تعديل
notes-save = حفظ
notes-delete = حذف

# الإثبات
proof-title = الإثبات
proof-lead = كل إجراء على هذا القيد مدوَّن في سجل موقّع. وتتيح البصمات أدناه لأي جهة التحقق دون الرجوع إلينا.
proof-pin = بصمة الميثاق
proof-none = لا قيود بعد.
proof-entries = قيود هذا البند في السجلين
proof-log = السجل
proof-number = القيد
proof-kind = الإجراء
proof-at = الوقت (عالمي)
proof-leaf = بصمة القيد
proof-download = تنزيل الإثبات
proof-how = كيفية التحقق بلا خادم
proof-step-export = تنزيل السجل كاملاً.
proof-step-export-link = التصدير
proof-step-run = يُنفَّذ على أي جهاز بلا شبكة:
proof-step-read = يعيد بناء كل سجل من قيوده، ويتحقق من كل توقيع وإيصال، ويطبع المتفق عليه. ويُرفض أي تغيير ولو في بتّة واحدة مع بيان موضعها.
proof-checkpoint = نقطة تحقق موقّعة: { $party }
proof-log-line = سجل { $party }: القيود { $n }، منها { $sealed } بإيصال الجانب الآخر.

# القوائم
list-all = الكل
list-clear = عرض الكل
list-show = عرض
list-count = { $n } من { $of }
list-fate = المآل
list-group = مجموعة العمل
list-round = الجولة
list-none = لم يُدوَّن شيء بعد.
list-none-filtered = لا شيء يطابق هذه التصفية.
list-state-ours = ينتظر قرارهم
list-state-theirs = ينتظر قرارنا
list-state-differ = صياغتان مختلفتان
list-state-agreed = متفق عليه
list-lead-commitment = من الملتزم وبماذا ومتى، وما آل إليه الأمر.
list-lead-discrepancy = مسائل تختلف فيها المصادر، وتحتفظ كل رواية بمصادرها.
list-lead-source = كل ما يستند إليه السجل العلني.
list-lead-instrument = ما وُقّع أو صدر وما بلغه.

# الأشخاص والجهات
people-title = الأشخاص والمناصب
people-lead = المنصب أولاً ثم شاغله. والأشخاص ورسوم الأسماء والمناصب المؤرخة ثلاثة أمور لا يُدمج منها شيء تلقائياً.
people-count = { $n ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $n } أشخاص
        [many] { $n } شخصاً
       *[other] { $n } شخص
    }
people-none = لم يُدوَّن أي شخص بعد.
people-no-body = بلا جهة
people-no-post = المنصب غير مدوَّن
people-acting = بالإنابة
people-as-of = كما في { $date }
person-posts = المناصب
person-posts-why = بالتواريخ التي تثبتها المصادر
person-posts-empty = لم يُدوَّن أي منصب.
person-post-add = إضافة منصب
person-spellings = رسوم الاسم
person-spellings-why = ويعثر البحث على كل منها
person-spelling = الرسم
person-preferred = الرسم المعتمد
person-spelling-met = ورد في المصادر المدرجة أدناه
person-chaired = ترأس
person-sessions = الجلسات
institutions-lead = بحسب الجانب، وكل فرع تحت جهته.
institutions-count = { $n ->
        [zero] لا جهات
        [one] جهة واحدة
        [two] جهتان
        [few] { $n } جهات
        [many] { $n } جهة
       *[other] { $n } جهة
    }
institutions-none = لم تُدوَّن أي جهة بعد.
institution-below = الفروع
institution-names = الأسماء عبر الزمن
institution-names-why = تتغير أسماء الوزارات، ويحفظ السجل كل اسم بتواريخه
institution-posts = المناصب وشاغلوها
institution-posts-empty = لم يُدوَّن أي منصب لهذه الجهة.
institution-post-add = إضافة منصب

# النماذج
form-about = عن هذا الإجراء
form-lead-new = اللغتان جنباً إلى جنب، ويُتفق عليهما معاً.
form-lead-own-new = بيان جانبنا، باللغتين إن أمكن. يطّلع عليه الجانب الآخر ولا يلزم أن يوافق عليه.
form-lead-joint-again = تقترح الصياغة التالية، وتبدأ بصياغتنا إن وُجدت.
form-lead-own-again = تعدّل بياناً لجانبنا، وتبقى الصيغة السابقة في السجل الزمني.
form-means-own = يدخل سجلنا الموقّع فوراً ويطّلع عليه الجانب الآخر. وهو بياننا ولا يحتاج إلى موافقة.
form-means-joint = يدخل سجلنا الموقّع فوراً موقفاً لجانبنا ويطّلع عليه الجانب الآخر. ويصير متفقاً عليه متى أخذ بالعبارات نفسها.
form-rule-own = ينفرد كل جانب بما يخصه: أشخاصه ووفده وتصريحاته، ولا يغيّره سواه.
form-rule-joint = ما يخص الجانبين يُتفق عليه: يطرح كل جانب صياغته، وتثبت متى التزما صياغة واحدة.
form-put-own = تدوين في سجلنا
form-put-joint = اقتراح على الجانب الآخر
form-problems = { $n ->
        [zero] يلزم تصحيح. لم يُدوَّن شيء، وما كتبته باقٍ.
        [one] يلزم تصحيح أمر واحد. لم يُدوَّن شيء، وما كتبته باقٍ.
        [two] يلزم تصحيح أمرين. لم يُدوَّن شيء، وما كتبته باقٍ.
        [few] يلزم تصحيح { $n } أمور. لم يُدوَّن شيء، وما كتبته باقٍ.
        [many] يلزم تصحيح { $n } أمراً. لم يُدوَّن شيء، وما كتبته باقٍ.
       *[other] يلزم تصحيح { $n } أمر. لم يُدوَّن شيء، وما كتبته باقٍ.
    }
form-more = الإثبات والمصادر والملاحظة
form-needed = لازم
form-none = لا شيء
form-nothing-to-choose = لا شيء للاختيار منه بعد.
form-row = السطر { $n }
form-row-add = إضافة أسطر
form-drafts = مسودات محفوظة في عقدتنا
form-draft-why = تبقى المسودة في عقدتنا، ولا تدخل أي سجل ولا يراها الجانب الآخر أبداً.
form-draft-keep = حفظ مسودة
form-draft-drop = حذف المسودة
form-from-draft = يعرض هذا النموذج مسودة محفوظة في عقدتنا، ولم يغادرها منها شيء.
form-draft-older = يعرض هذا النموذج مسودة محفوظة في عقدتنا، وقد تغيّر القيد بعدها: تلزم المقارنة قبل التدوين.

people-duplicates = أسماء قد تكون لشخص واحد
people-duplicates-lead = أهما رسمان لاسم واحد أم شخصان؟ لا يُدمج شيء تلقائيا: انظر في الاثنين ثم أضف الرسم الآخر إلى صاحبه.
people-duplicates-none = لا يوجد اسمان متشابهان إلى هذا الحد لدى طرف واحد.
people-first = الشخص
people-second = قد يكون نفسه
people-why = السبب
people-alike = التشابه { $percent }٪
people-same = الاسمان يُقرآن سواء
people-both = { $a } في الاسمين
people-near = { $a } و{ $b } متقاربان في النطق
people-initial = { $a } قد يكون اختصارا لـ { $b }
people-missing = { $a } غير موجود في أحدهما
people-reordered = ترتيب الأجزاء مختلف
