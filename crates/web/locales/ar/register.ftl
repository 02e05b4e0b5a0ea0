# The register of instruments: types, fields, choices, rules, pages, papers.

# Types
types-instrument_fact = وقائع الوثائق
types-domestic_step = الخطوات الداخلية
types-domestic_checklist = قوائم الإجراءات الداخلية
new-instrument_fact = تدوين واقعة
new-domestic_step = تدوين خطوة داخلية
new-domestic_checklist = قائمة إجراءات جديدة

# Fields
field-institution-ended = تاريخ انتهائها
hint-institution-ended = يوم إلغاء الجهة أو دمجها أو تبدل اسمها. واترك الحقل خالياً ما دامت قائمة.
field-instrument-binding = الإلزام
hint-instrument-binding = أملزمة هي في القانون الدولي أم غير ملزمة، بحسب نصها.
choice-instrument-binding-binding = ملزمة
choice-instrument-binding-non_binding = غير ملزمة
choice-instrument-binding-unstated = غير مبيَّن
field-instrument-entry_rule = حكم الدخول حيز النفاذ
hint-instrument-entry_rule = كما تنص الأحكام الختامية. وإن قرأت المصدر ولم يذكر حكماً فاختر ذلك؛ فالحقل الخالي معناه أن أحداً لم يدوّنه بعد.
choice-instrument-entry_rule-signature = عند التوقيع
choice-instrument-entry_rule-later_note = في تاريخ الإشعار اللاحق من الإشعارين
choice-instrument-entry_rule-days_after_later_note = بعد عدد من الأيام من الإشعار اللاحق
choice-instrument-entry_rule-days_after_exchange = بعد عدد من الأيام من تبادل الوثائق
choice-instrument-entry_rule-first_of_month = في اليوم الأول من شهر يلي الإشعار اللاحق
choice-instrument-entry_rule-both_procedures = عند استكمال الإجراءات الداخلية لدى الجانبين
choice-instrument-entry_rule-fixed_date = في تاريخ يحدده النص
choice-instrument-entry_rule-operative_on = يبدأ العمل بها في تاريخ معلوم (غير ملزمة)
choice-instrument-entry_rule-not_stated = لم يذكر المصدر حكماً للنفاذ
field-instrument-entry_count = العدد في حكم النفاذ
hint-instrument-entry_count = عدد الأيام أو رقم الشهر: 1 للشهر التالي. وأقله 1.
field-instrument-entry_date = التاريخ في حكم النفاذ
hint-instrument-entry_date = إذا حدد النص يوماً بعينه.
field-instrument-notes_count_from = مبدأ احتساب الإشعارات
hint-instrument-notes_count_from = إن سكت النص فمن تاريخ الإشعار.
choice-instrument-notes_count_from-their_date = تاريخ الإشعار
choice-instrument-notes_count_from-their_receipt = تاريخ تسلّم الإشعار
field-instrument-unlimited = غير محددة المدة
hint-instrument-unlimited = إذا نص على سريانها دون أجل.
field-instrument-term_months = المدة بالأشهر
hint-instrument-term_months = من الدخول حيز النفاذ: 60 لخمس سنوات.
field-instrument-term_until = سارية حتى
hint-instrument-term_until = إذا حدد النص يوم الانتهاء.
field-instrument-renewal = التجديد
hint-instrument-renewal = ما يحدث عند انقضاء المدة.
choice-instrument-renewal-tacit = تُجدَّد تلقائياً ما لم يُخطر أحد الجانبين
choice-instrument-renewal-express = تُجدَّد باتفاق صريح
choice-instrument-renewal-none = لا تُجدَّد
field-instrument-renewal_months = مدة التجديد بالأشهر
hint-instrument-renewal_months = تُترك خالية إن كانت كالمدة الأولى.
field-instrument-notice_months = مهلة الإخطار بالأشهر
hint-instrument-notice_months = كم شهراً قبل الانقضاء يجب الإخطار.
field-instrument-relation = صلتها بوثيقة أخرى
hint-instrument-relation = ما تفعله بتلك الوثيقة.
choice-instrument-relation-amends = تعدّل
choice-instrument-relation-extends = تمدّد
choice-instrument-relation-supersedes = تحل محل
choice-instrument-relation-implements = تنفّذ
choice-instrument-relation-replaces = تستبدل
field-instrument-related_to = الوثيقة الأخرى
hint-instrument-related_to = وثيقة واحدة، هي الأسبق.
field-instrument-text = النص المشترك
hint-instrument-text = النص الذي وُقّعت منه في هذا السجل.
field-instrument-languages = اللغات
hint-instrument-languages = رمز لكل لغة في سطر: ar ثم en.
field-instrument-prevails = النص المرجّح
hint-instrument-prevails = رمز اللغة المرجّحة عند الاختلاف. وهو خالٍ إذا تساوت النصوص في الحجية.
field-instrument-originals = الأصول الورقية
hint-instrument-originals = أصل كل طرف ورقمه وموضع حفظه.
field-instrument-originals-number = رقم الأصل
hint-instrument-originals-number = كما قُيّد في سجل الطرف.
field-instrument-originals-kept = موضع الحفظ
hint-instrument-originals-kept = الجهة التي تحفظه.
field-instrument_fact-on = الوثيقة
hint-instrument_fact-on = الوثيقة التي تخصها الواقعة.
field-instrument_fact-kind = ما حدث
hint-instrument_fact-kind = بترتيب حياة الوثيقة.
field-instrument_fact-party = طرف الواقعة
hint-instrument_fact-party = يُترك خالياً إذا كانت للجميع.
field-instrument_fact-date = التاريخ
hint-instrument_fact-date = التاريخ الميلادي هو الحاكم.
field-instrument_fact-hijri = التاريخ الهجري كما طُبع
hint-instrument_fact-hijri = سنة ثم شهر ثم يوم: 1445-11-02. وإذا بعُد يومين أو أكثر فبيّن السبب في الملاحظة.
field-instrument_fact-received = تاريخ التسلّم
hint-instrument_fact-received = يوم تسلّم الجانب الآخر الإشعار.
field-instrument_fact-months = لعدد من الأشهر
hint-instrument_fact-months = للتجديد والتمديد.
field-instrument_fact-until = حتى، أو اعتباراً من
hint-instrument_fact-until = نهاية التجديد أو التمديد أو الوقف، أو يوم نفاذ الإخطار.
field-instrument_fact-references = أرقام الكتب
hint-instrument_fact-references = رقم كل جانب كما ورد في كتابه.
field-instrument_fact-references-number = الرقم
hint-instrument_fact-references-number = رقم الكتاب أو المذكرة.
field-instrument_fact-by_instrument = بموجب الوثيقة
hint-instrument_fact-by_instrument = الوثيقة التي عدّلتها أو مدّدتها أو حلت محلها.
field-instrument_fact-note = بيان
hint-instrument_fact-note = بجملة أو جملتين.
choice-instrument_fact-kind-proposed = عُرضت
choice-instrument_fact-kind-authorised = فُوّض التفاوض
choice-instrument_fact-kind-negotiating = بدأ التفاوض
choice-instrument_fact-kind-ad_referendum = اتُفق عليها رهن الرجوع إلى الحكومة
choice-instrument_fact-kind-text_agreed = اتُفق على النص
choice-instrument_fact-kind-concordance_certified = صودق على تطابق النصين
choice-instrument_fact-kind-nationally_approved = الموافقة الوطنية
choice-instrument_fact-kind-initialled = وُقّعت بالأحرف الأولى
choice-instrument_fact-kind-signed = وُقّعت
choice-instrument_fact-kind-procedure_completed = استُكملت الإجراءات الداخلية
choice-instrument_fact-kind-notified = إشعار باستكمال الإجراءات
choice-instrument_fact-kind-exchanged = تُبودلت الوثائق
choice-instrument_fact-kind-provisionally_applied = طُبّقت مؤقتاً
choice-instrument_fact-kind-operative = بدأ العمل بها (غير ملزمة)
choice-instrument_fact-kind-in_force = دخلت حيز النفاذ
choice-instrument_fact-kind-registered = سُجّلت لدى الأمم المتحدة
choice-instrument_fact-kind-published = نُشرت
choice-instrument_fact-kind-amended = عُدّلت
choice-instrument_fact-kind-extended = مُدّدت
choice-instrument_fact-kind-suspended = أوقف العمل بها
choice-instrument_fact-kind-resumed = استؤنف العمل بها
choice-instrument_fact-kind-renewed = جُدّدت
choice-instrument_fact-kind-notice_given = إخطار بالإنهاء أو بعدم التجديد
choice-instrument_fact-kind-terminated = أُنهيت
choice-instrument_fact-kind-expired = انقضت مدتها
choice-instrument_fact-kind-superseded = حلت محلها وثيقة أخرى
field-domestic_step-on = الوثيقة
hint-domestic_step-on = الوثيقة التي تخصها الخطوة.
field-domestic_step-step = رمز الخطوة
hint-domestic_step-step = كما في قائمة إجراءات الطرف.
field-domestic_step-status = الحالة
hint-domestic_step-status = المنجز يلزمه تاريخ.
choice-domestic_step-status-planned = مقررة
choice-domestic_step-status-done = أُنجزت
choice-domestic_step-status-not_needed = لا تلزم
field-domestic_step-date = التاريخ
hint-domestic_step-date = يوم الإنجاز أو الموعد المقرر.
field-domestic_step-number = الرقم
hint-domestic_step-number = رقم القرار أو المرسوم أو العدد.
field-domestic_step-note = بيان
hint-domestic_step-note = بجملة أو جملتين.
field-domestic_checklist-steps = الخطوات
hint-domestic_checklist-steps = ما يقتضيه قانون الطرف، بترتيبه.
field-domestic_checklist-reports = التقارير
hint-domestic_checklist-reports = ما يُبلَّغ أو يُنشر خلال عدد من الأيام.
field-domestic_checklist-steps-code = الرمز
hint-domestic_checklist-steps-code = كلمة قصيرة لا تتكرر.
field-domestic_checklist-steps-title = المسمّى
hint-domestic_checklist-steps-title = باللغتين إن أمكن.
field-domestic_checklist-steps-applies = تسري على
hint-domestic_checklist-steps-applies = الوثائق التي تلزم لها.
choice-domestic_checklist-steps-applies-all = جميع الوثائق
choice-domestic_checklist-steps-applies-binding = الوثائق الملزمة
choice-domestic_checklist-steps-applies-non_binding = الوثائق غير الملزمة
field-domestic_checklist-reports-code = الرمز
hint-domestic_checklist-reports-code = كلمة قصيرة لا تتكرر.
field-domestic_checklist-reports-title = المسمّى
hint-domestic_checklist-reports-title = باللغتين إن أمكن.
field-domestic_checklist-reports-applies = تسري على
hint-domestic_checklist-reports-applies = الوثائق التي تلزم لها.
choice-domestic_checklist-reports-applies-all = جميع الوثائق
choice-domestic_checklist-reports-applies-binding = الوثائق الملزمة
choice-domestic_checklist-reports-applies-non_binding = الوثائق غير الملزمة
field-domestic_checklist-steps-completes = تستكمل بها الإجراءات
hint-domestic_checklist-steps-completes = الخطوة الأخيرة قبل النفاذ.
field-domestic_checklist-reports-from = تُحتسب من
hint-domestic_checklist-reports-from = مبدأ المهلة.
choice-domestic_checklist-reports-from-signature = التوقيع
choice-domestic_checklist-reports-from-entry = الدخول حيز النفاذ أو بدء العمل
field-domestic_checklist-reports-days = عدد الأيام
hint-domestic_checklist-reports-days = أيام تقويمية.
field-domestic_checklist-reports-law = السند القانوني
hint-domestic_checklist-reports-law = بالكلمات، كما يبيّنه الطرف.
field-domestic_checklist-reports-since = يسري السند منذ
hint-domestic_checklist-reports-since = للوثائق من هذا اليوم فصاعداً؛ والخالي يشمل ما قبلها.
field-domestic_checklist-reports-until = يسري السند حتى
hint-domestic_checklist-reports-until = اليوم الذي يسري منه سند آخر؛ ولذلك السند سطره.
field-domestic_checklist-note = بيان
hint-domestic_checklist-note = بجملة أو جملتين.

# Rules
rule-before-fact = هذا يسبق واقعة لا بد أن يليها: { $fact } ({ $date }).
rule-after-fact = هذا يلي واقعة لا بد أن يسبقها: { $fact } ({ $date }).
rule-fact-recorded = هذه الواقعة مدوّنة: { $fact } ({ $date }). عدّل تلك بدلاً من تكرارها.
rule-renewed-at-once = يوجد تجديد أو تمديد آخر في الوقت نفسه: { $fact } ({ $date }). عدّل أحدهما.
rule-not-suspended = لم يكن العمل بالوثيقة موقوفاً عندئذ؛ دوّن الوقف أولاً.
rule-wrong-binding = لا يتفق هذا مع كون الوثيقة ملزمة أو غير ملزمة: غير الملزمة يبدأ العمل بها ولا تدخل حيز النفاذ.
rule-lasts-for-nothing = لا معنى للمدة مع واقعة كهذه؛ اترك الحقل خالياً.
rule-hijri-far-off = بين التاريخين الهجري والميلادي { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يوماً
       *[other] { $count } يوم
    }. صحّح أحدهما أو بيّن السبب في الملاحظة.
rule-text-of-it-open = لا توقيع قبل الاتفاق على النص: ليس للنص المشترك صيغة متفق عليها.
rule-circle = بهذا تصير الوثيقة فرعاً من نفسها؛ اختر وثيقة أسبق.
rule-out-of-range = هذا خارج الحدود الممكنة هنا: من { $least } إلى { $most }.
rule-not-in-checklist = لا خطوة كهذه في قائمة إجراءاتنا. اختر رمزاً منها أو أضف الخطوة إليها أولاً: { $choices }

# The list and the legal dates
register-figure-all = وثائق السجل
register-next = التاريخ القانوني التالي
register-stands = الوضع
register-is-unsigned = غير موقّعة
register-is-signed = موقّعة غير نافذة
register-is-provisional = مطبّقة مؤقتاً
register-is-in_force = نافذة أو معمول بها
register-is-suspended = موقوف العمل بها
register-is-ran_out = انقضت مدتها
register-is-ended = منتهية
register-year = سنة التوقيع
register-year-none = لم تُدوَّن سنة
register-pages = صفحات القائمة
register-as-recorded = كما دُوّنت:
register-dates = التواريخ القانونية
register-dates-lead = كل ما يترتب قانوناً في تاريخ معلوم، الأقرب فالأبعد، وتنبيه قبله بـ 180 و90 و30 يوماً.
register-dates-none = لا تاريخ قانوني قائم لأي وثيقة.
register-dates-all = جميع التواريخ القانونية
register-dates-more = جميع هذه التواريخ
desk-legal-why = ما يترتب قانوناً في يوم معلوم: إخطار وتجديد وانتهاء وتقارير.
register-near-none = لا تاريخ قانوني خلال 180 يوماً.
register-near-ahead = { $n ->
        [zero] لا شيء خلال 180 يوماً
        [one] تاريخ واحد خلال 180 يوماً
        [two] تاريخان خلال 180 يوماً
        [few] { $n } تواريخ خلال 180 يوماً
        [many] { $n } تاريخاً خلال 180 يوماً
       *[other] { $n } تاريخ خلال 180 يوماً
    }
register-near-passed = { $n ->
        [zero] لم يفت تاريخ
        [one] فات تاريخ واحد ولم يُدوَّن بعده شيء
        [two] فات تاريخان ولم يُدوَّن بعدهما شيء
        [few] فاتت { $n } تواريخ ولم يُدوَّن بعدها شيء
        [many] فات { $n } تاريخاً ولم يُدوَّن بعدها شيء
       *[other] فات { $n } تاريخ ولم يُدوَّن بعدها شيء
    }
register-dates-count = { $n ->
        [zero] { $n } تاريخ
        [one] تاريخ واحد
        [two] تاريخان
        [few] { $n } تواريخ
        [many] { $n } تاريخاً
       *[other] { $n } تاريخ
    }
register-csv = الجدول (CSV)
register-xlsx = الجدول (XLSX)
register-csv-id = المعرّف
register-csv-day = أول يوم محتمل
register-csv-left = المتبقي
register-csv-orphan = الجهة الموقّعة
register-print = السجل للطباعة
register-checklist = قائمة إجراءات هذا الجانب
register-checklist-add = تقديم قائمة إجراءاتنا
register-orphan = جهة موقّعة انتهت ولا خلف لها
register-odds = دُوّنت نافذةً أو مجددة، والمدة المدوّنة انقضت
register-odds-notice = دُوّنت نافذةً أو مجددة، مع أن إخطاراً بإنهائها نفذ
register-between = بين { $from } و{ $to }
register-alarm-past = فات
register-alarm-30 = خلال 30 يوماً
register-alarm-90 = خلال 90 يوماً
register-alarm-180 = خلال 180 يوماً
register-alarm-far = أبعد من 180 يوماً
register-alarm-any = فات أو خلال 180 يوماً
register-alarm-none = لا تاريخ قادم
register-days-left = { $n ->
        [zero] اليوم
        [one] بقي يوم واحد
        [two] بقي يومان
        [few] بقيت { $n } أيام
        [many] بقي { $n } يوماً
       *[other] بقي { $n } يوم
    }
register-days-past = { $n ->
        [zero] اليوم
        [one] منذ يوم واحد
        [two] منذ يومين
        [few] منذ { $n } أيام
        [many] منذ { $n } يوماً
       *[other] منذ { $n } يوم
    }
register-years-past = { $n ->
        [zero] منذ أقل من سنة
        [one] منذ أكثر من سنة
        [two] منذ أكثر من سنتين
        [few] منذ أكثر من { $n } سنوات
        [many] منذ أكثر من { $n } سنة
       *[other] منذ أكثر من { $n } سنة
    }
register-days = { $n ->
        [zero] { $n } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $n } أيام
        [many] { $n } يوماً
       *[other] { $n } يوم
    }
register-date-enters = تدخل حيز النفاذ
register-date-operative = يبدأ العمل بها
register-date-notice = آخر يوم للإخطار قبل التجديد التلقائي
register-date-renews = تُجدَّد تلقائياً
register-date-renewal-due = تنتهي ما لم تُجدَّد باتفاق
register-date-expires = تنقضي مدتها
register-date-ran-out = انقضت المدة المدوّنة ولم يُدوَّن بعدها شيء
register-date-ends-by-notice = تنتهي بالإخطار
register-date-suspension-ends = ينتهي وقف العمل بها
register-date-report = تقرير { $party }: { $title }
register-none-ended = لا شيء: انتهت الوثيقة
register-none-unlimited = لا شيء: نافذة دون أجل
register-none-term-not-stated = لا شيء: المدة غير مدوّنة
register-none-waiting = لا شيء: ينقص ما يُدخلها حيز النفاذ
register-none-entry-not-stated = لا شيء: حكم النفاذ غير مدوّن
register-none-source-states-none = لا شيء: لم يذكر المصدر حكماً للنفاذ
register-none-notice-without-effect = لا شيء: قُدّم إخطار ولم يُدوَّن يوم نفاذه
register-stage-unsigned = لم يُدوَّن توقيعها
register-stage-signed = موقّعة، ولم يُدوَّن نفاذها
register-stage-signed-none = موقّعة
register-stage-signed-soft = موقّعة، ولم يُدوَّن بدء العمل بها
register-stage-provisional = مطبّقة مؤقتاً
register-stage-in-force = نافذة منذ { $date }
register-stage-operative = معمول بها منذ { $date } (غير ملزمة)
register-stage-renewed = جُدّدت في { $date }؛ وتاريخ نفاذها غير مدوّن
register-stage-suspended = موقوف العمل بها منذ { $date }
register-stage-ran-out = انقضت مدتها المدوّنة: { $date }
register-stage-ended-by-notice = انتهت بالإخطار اعتباراً من { $date }
register-stage-ended = { $what }: { $date }

# Entry into force
register-entry = الدخول حيز النفاذ
register-operative = بدء العمل بها
register-clause = الحكم الختامي:
register-missing = ينقص حتى الآن:
register-missing-from = { $what } — { $party }
register-rests-on = يستند هذا إلى واقعة لم يتفق عليها الجانبان بعد.
register-contradiction = بحسب الحكم الختامي: { $date }؛ وبحسب السجل: { $recorded }. أحدهما غير صحيح.
register-clause-not-stated = غير مدوّن
register-clause-none = لم يذكره المصدر
register-clause-signature = تدخل حيز النفاذ عند التوقيع
register-clause-later-note = في تاريخ الإشعار اللاحق باستكمال الإجراءات الداخلية
register-clause-next-month = في اليوم الأول من الشهر التالي للإشعار اللاحق
register-clause-both-procedures = يوم استكمال الإجراءات الداخلية لدى الجانبين
register-clause-operative = يبدأ العمل بها بواقعة تُدوَّن
register-clause-month = في اليوم الأول من الشهر رقم { $n } بعد شهر الإشعار اللاحق
register-clause-fixed = في التاريخ الذي يحدده النص: { $date }
register-clause-operative-on = يبدأ العمل بها في { $date }
register-clause-days-after-note = { $n ->
        [zero] يوم الإشعار اللاحق
        [one] بعد يوم واحد من الإشعار اللاحق
        [two] بعد يومين من الإشعار اللاحق
        [few] بعد { $n } أيام من الإشعار اللاحق
        [many] بعد { $n } يوماً من الإشعار اللاحق
       *[other] بعد { $n } يوم من الإشعار اللاحق
    }
register-clause-days-after-exchange = { $n ->
        [zero] يوم تبادل الوثائق
        [one] بعد يوم واحد من تبادل الوثائق
        [two] بعد يومين من تبادل الوثائق
        [few] بعد { $n } أيام من تبادل الوثائق
        [many] بعد { $n } يوماً من تبادل الوثائق
       *[other] بعد { $n } يوم من تبادل الوثائق
    }
register-entry-recorded = نافذة منذ { $date }، كما دُوّن.
register-entry-agrees = نافذة منذ { $date }. والحكم الختامي يعطي التاريخ نفسه.
register-entry-recorded-missing = نافذة منذ { $date }، كما دُوّن؛ ولم تُدوَّن كل الوقائع التي يستند إليها الحكم الختامي.
register-entry-recorded-not-stated = نافذة منذ { $date }، كما دُوّن؛ والحكم الختامي غير مدوّن.
register-entry-recorded-none-stated = نافذة منذ { $date }، كما دُوّن؛ ولم يذكر المصدر حكماً للنفاذ.
register-entry-reckoned = نافذة منذ { $date } بحكم نصها؛ ولم يُدوِّن ذلك أحد بعد.
register-operative-recorded = معمول بها منذ { $date }، كما دُوّن.
register-operative-agrees = معمول بها منذ { $date }. والحكم الختامي يعطي التاريخ نفسه.
register-operative-recorded-missing = معمول بها منذ { $date }، كما دُوّن؛ ولم تُدوَّن كل الوقائع التي يستند إليها الحكم الختامي.
register-operative-recorded-not-stated = معمول بها منذ { $date }، كما دُوّن؛ والحكم الختامي غير مدوّن.
register-operative-recorded-none-stated = معمول بها منذ { $date }، كما دُوّن؛ ولم يذكر المصدر حكماً في ذلك.
register-operative-reckoned = معمول بها منذ { $date } بحكم نصها؛ ولم يُدوِّن ذلك أحد بعد.
register-entry-ahead = تدخل حيز النفاذ في { $date }.
register-operative-ahead = يبدأ العمل بها في { $date }.
register-entry-no-missing = لم تدخل حيز النفاذ: ينقصها ما يلي.
register-operative-no-missing = لم يبدأ العمل بها: ينقصها ما يلي.
register-entry-no-clause = لا يمكن احتساب النفاذ: الحكم الختامي غير مدوّن.
register-entry-no-clause-stated = لم يذكر المصدر حكماً للنفاذ، فلا يترتب عليه تاريخ.
register-operative-no-clause = لا يمكن احتساب بدء العمل بها: الحكم الختامي غير مدوّن.
register-operative-no-clause-stated = لم يذكر المصدر متى يبدأ العمل بها، فلا يترتب عليه تاريخ.
register-no-date = التاريخ القانوني التالي:
register-term-unlimited = دون أجل
register-term-months = المدة { $n ->
        [zero] { $n } شهر
        [one] شهر واحد
        [two] شهران
        [few] { $n } أشهر
        [many] { $n } شهراً
       *[other] { $n } شهر
    }
register-term-renewal = مدة التجديد { $n ->
        [zero] { $n } شهر
        [one] شهر واحد
        [two] شهران
        [few] { $n } أشهر
        [many] { $n } شهراً
       *[other] { $n } شهر
    }
register-term-notice = مهلة الإخطار { $n ->
        [zero] { $n } شهر
        [one] شهر واحد
        [two] شهران
        [few] { $n } أشهر
        [many] { $n } شهراً
       *[other] { $n } شهر
    }
register-term-end = نهاية المدة الجارية: { $date }

# The life of an instrument
register-life = حياة الوثيقة
register-life-none = لم تُدوَّن واقعة بعد.
register-ahead = لم يحن بعد
register-from-step = من خطوة داخلية
register-from-instrument = من قيد الوثيقة نفسها
register-from-history = كما رُوي في المصادر
register-hijri = { $date } هـ كما طُبع
register-received = تُسلّم في { $date }.
register-with-effect = اعتباراً من { $date }.
register-until = حتى { $date }.
register-for-months = { $n ->
        [zero] دون مدة.
        [one] لشهر واحد.
        [two] لشهرين.
        [few] لمدة { $n } أشهر.
        [many] لمدة { $n } شهراً.
       *[other] لمدة { $n } شهر.
    }
register-number = { $party }: { $number }.
register-by = بموجب

# What each side’s law asks
register-procedure = الإجراءات الداخلية
register-reports = التقارير المستحقة
register-law-note = كما بيّنه كل جانب؛ يحتسب النظام الأيام ولا يقرر حكماً قانونياً.
register-no-checklist = لم يقدّم { $party } قائمة إجراءاته بعد.
register-step-open = لم تُدوَّن
register-report-not-running = لا تسري الآن
register-record = تدوين
register-side-report = تقرير هذا الجانب:
register-body-followed = انتهت الجهة، وخلفها اليوم:
register-body-orphaned = انتهت الجهة ولم يُدوَّن لها خلف.
register-family = الوثائق ذات الصلة
register-family-add = وثيقة جديدة ذات صلة
register-family-none = لا وثيقة أخرى تعدّلها أو تمدّدها أو تحل محلها أو تنفذها، ولا تفعل هي شيئاً من ذلك بغيرها.
register-family-why = الأقدم أولاً، وتحت كل وثيقة ما يعدّلها أو يمدّدها أو يحل محلها أو ينفذها.
register-family-more = يظهر من الوثائق ذات الصلة { $n } من أصل { $of }: ما يحيط بهذه الوثيقة.

# Registration under Article 102
register-registration = التسجيل لدى الأمانة العامة للأمم المتحدة
register-registration-why = المادة 102 من الميثاق: بعد الدخول حيز النفاذ، وتسجيل طرف يُغني عن تسجيل الآخر.
register-package = تنزيل ملف التسجيل (ZIP)
register-registered = سُجّلت لدى الأمم المتحدة: { $date }.
register-lacks = ينقص ملفَ التسجيل ما يلي:
register-lacks-binding = لا تُسجَّل وثيقة غير ملزمة: المادة 102 للمعاهدات والاتفاقات الدولية.
register-lacks-stated = بيان ما إذا كانت الوثيقة ملزمة.
register-lacks-entry = الدخول حيز النفاذ واقعةً مدوّنة. { $why }
register-lacks-one-date = تاريخ واحد للنفاذ: السجل والحكم الختامي مختلفان.
register-lacks-languages = لغات النصوص ذات الحجية.
register-lacks-copy = صورة طبق الأصل معتمدة أو نسخة موقّعة، مرفقة بهذه الوثيقة.
register-lacks-bytes = وصول المرفقات كاملة إلى هذه العقدة.
register-lacks-room = نسخ أصغر: مجموع المرفقات أكبر من 100 ميبي بايت.
register-lacks-fewer = عدد أقل من النسخ والترجمات: لا يتسع الملف لأكثر من { $most } ملف.
register-lacks-whole-copy = نسخة سليمة بدلاً من { $name }: البيانات المحفوظة هنا ليست التي تدل عليها بصمتها SHA-256. أرفق الملف من جديد.
register-statement = البيان المعتمد:
register-contents = محتويات ملف التسجيل وبصمة SHA-256 لكل ملف

# Papers
paper-register-what = البند
paper-register-said = البيان
paper-register-instrument = الوثيقة
paper-register-kind = النوع
paper-register-parties = الأطراف
paper-register-signature = مكان التوقيع وتاريخه
paper-register-entry = الدخول حيز النفاذ
paper-register-not-stated = غير مبيَّن
paper-register-file = الملف
paper-register-purpose = الغرض
paper-register-sha = البصمة (SHA-256)
paper-register-step = الخطوة
paper-register-report = التقرير
paper-register-law = السند القانوني
paper-register-rule = المهلة
paper-register-due = الاستحقاق
paper-register-too-long = يضم هذا الاختيار { $n } وثيقة، والورقة الواحدة لا تتسع لأكثر من { $most }. ضيّق السجل بالتصفية أو استعمل الجدول.
paper-statement = بيان معتمد للتسجيل بموجب المادة 102 من ميثاق الأمم المتحدة
paper-statement-lead = يُقدَّم هذا البيان مع صورة طبق الأصل من الوثيقة إلى الأمانة العامة للأمم المتحدة لتسجيلها.
paper-statement-incomplete = غير مكتمل؛ لا يُقدَّم بعد
paper-statement-copies = النسخ المرفقة
paper-statement-translations = الترجمات
paper-statement-certificate = الشهادة
paper-statement-certify = أشهد بأن النص المرفق صورة كاملة طبق الأصل من الوثيقة المبينة أعلاه، وبأن ما ورد في هذا البيان هو ما يثبته سجل الطرفين.
paper-translations-unknown = لغات النصوص ذات الحجية غير مدوّنة؛ تُستكمل قبل التقديم.
paper-translations-not-needed = من النصوص ذات الحجية نص بالإنجليزية أو الفرنسية؛ فلا تلزم ترجمة. وتُرفق النصوص الأخرى كما هي.
paper-translations-needed = ليس من النصوص ذات الحجية نص بالإنجليزية أو الفرنسية؛ ويُستحسن إرفاق ترجمة غير رسمية إلى إحداهما مجاملةً.
paper-report = تقرير جانب عن وثيقة
