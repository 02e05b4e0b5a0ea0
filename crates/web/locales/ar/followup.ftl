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
refusal-r-044-do = أجيبوا عنها مع الجانب الآخر، أو اختتموا الجولة مع بيان سبب تركها بلا جواب.
refusal-r-045 = هذا الالتزام منتهٍ.
refusal-r-045-do = أنشئ التزاماً جديداً، أو اقترح تصويباً لما اتُّفق عليه.
