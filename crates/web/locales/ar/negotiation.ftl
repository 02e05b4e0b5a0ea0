# كلمات النصوص المشتركة.

## Joint texts: list and new
nav-texts = النصوص المشتركة
texts-lead = ما يكتبه الجانبان معاً، من المسودة الأولى إلى النسخ الموقعة.
texts-empty = لم يبدأ أي نص مشترك.
texts-new = بدء نص مشترك
texts-new-lead = اختر نوع النص وموضعه؛ تأتي بنوده من نموذج ولكم تغييرها.
texts-title-ar = العنوان بالعربية
texts-title-en = العنوان بالإنجليزية
texts-marking-ar = درجة السرية على كل صفحة بالعربية كما تكتبها الجهة المصدرة (اختياري)
texts-marking-en = درجة السرية على كل صفحة بالإنجليزية
texts-no-session = دون جلسة
texts-begin-empty = البدء دون نموذج
texts-begin = بدء

## The negotiating table
table-tally = ما لم يحسم
table-progress = حُسم { $n } من { $of } من البنود
table-digest = البصمة المختصرة للكلمات المعروضة باللغتين
table-brackets = { $n ->
        [zero] قوس مفتوح
        [one] قوس مفتوح
        [two] قوسان مفتوحان
        [few] أقواس مفتوحة
        [many] قوساً مفتوحاً
       *[other] قوس مفتوح
    }
table-placeholders = { $n ->
        [zero] حيّز محجوز
        [one] حيّز محجوز
        [two] حيّزان محجوزان
        [few] أحياز محجوزة
        [many] حيّزاً محجوزاً
       *[other] حيّز محجوز
    }
table-proposed = { $n ->
        [zero] دون جواب
        [one] دون جواب
        [two] دون جواب
        [few] دون جواب
        [many] دون جواب
       *[other] دون جواب
    }
table-reopened = { $n ->
        [zero] أعيد فتحه
        [one] أعيد فتحه
        [two] أعيد فتحهما
        [few] أعيد فتحها
        [many] أعيد فتحها
       *[other] أعيد فتحها
    }
table-reservations = { $n ->
        [zero] تحفظ
        [one] تحفظ
        [two] تحفظان
        [few] تحفظات
        [many] تحفظاً
       *[other] تحفظ
    }
table-ways = طرق عرض النص
table-all = النص كاملاً
table-open = المفتوح فقط
table-projector = للعرض على الشاشة
door-concordance = مطابقة النصين
door-compare = المقارنة
door-closing = إقفال النص
door-life = السجل والملفات
door-papers = الأوراق
table-hidden = { $n ->
        [zero] لا بنود محسومة مخفية.
        [one] بند محسوم واحد لا يعرض هنا.
        [two] بندان محسومان لا يعرضان هنا.
        [few] { $n } بنود محسومة لا تعرض هنا.
        [many] { $n } بنداً محسوماً لا تعرض هنا.
       *[other] { $n } بند محسوم لا تعرض هنا.
    }
table-late = { $n ->
        [zero] لم يوضع شيء بعد الاتفاق على النص.
        [one] بند واحد وُضع أو غُيّر بعد الاتفاق على النص، ولا أثر لذلك. اقترح تصويباً.
        [two] بندان وُضعا أو غُيّرا بعد الاتفاق على النص، ولا أثر لذلك. اقترح تصويباً.
        [few] { $n } بنود وُضعت أو غُيّرت بعد الاتفاق على النص، ولا أثر لذلك. اقترح تصويباً.
        [many] { $n } بنداً وُضع أو غُيّر بعد الاتفاق على النص، ولا أثر لذلك. اقترح تصويباً.
       *[other] { $n } بند وُضع أو غُيّر بعد الاتفاق على النص، ولا أثر لذلك. اقترح تصويباً.
    }
table-locked = النص متفق عليه ومقفل، ولا يصحَّح إلا بتصويب يتفق عليه الجانبان.
table-cut = بنود النص أكثر مما يتسع له نص واحد، ولا يعرض الباقي. قسّمه.
table-provisions = البنود
table-empty = لا بنود بعد.
table-add = إضافة بند
table-add-after = إضافة بند بعد هذا
table-write = كتابة
table-more = المزيد
table-history = التاريخ والمواقف
table-positions = صيغتنا وصيغتهم
table-proposals = نص الرئيس وما يُقترح بدلاً منه
asks-out = يطلب حذفه من النص
asks-back = يطلب إعادته إلى النص
asks-move = يطلب نقله إلى موضع آخر
asks-line = { $party }: { $asks }.
table-confirm-all = { $n ->
        [zero] لا شيء للتأكيد
        [one] تأكيد بند متفق عليه رهن الرجوع إلى الحكومة
        [two] تأكيد بندين متفق عليهما رهن الرجوع إلى الحكومة
        [few] تأكيد { $n } بنود متفق عليها رهن الرجوع إلى الحكومة
        [many] تأكيد { $n } بنداً متفقاً عليها رهن الرجوع إلى الحكومة
       *[other] تأكيد { $n } بند متفق عليه رهن الرجوع إلى الحكومة
    }
table-reaffirm = { $n ->
        [zero] لا شيء لإعادة التأكيد
        [one] إعادة تأكيد بند تغيّرت فقرته الاستهلالية
        [two] إعادة تأكيد بندين تغيّرت فقرتهما الاستهلالية
        [few] إعادة تأكيد { $n } بنود تغيّرت فقرتها الاستهلالية
        [many] إعادة تأكيد { $n } بنداً تغيّرت فقرتها الاستهلالية
       *[other] إعادة تأكيد { $n } بند تغيّرت فقرتها الاستهلالية
    }
row-brackets = { $n ->
        [zero] لا أقواس
        [one] قوس واحد
        [two] قوسان
        [few] { $n } أقواس
        [many] { $n } قوساً
       *[other] { $n } قوس
    }
row-placeholders = { $n ->
        [zero] لا أحياز محجوزة
        [one] حيّز محجوز واحد
        [two] حيّزان محجوزان
        [few] { $n } أحياز محجوزة
        [many] { $n } حيّزاً محجوزاً
       *[other] { $n } حيّز محجوز
    }
row-chapeau-changed = تغيّرت الفقرة الاستهلالية التي تحكمه: أعد تأكيده أو صياغته.
row-reopened = أعيد فتحه: { $reason }
reserved-by = { $party }: { $kind }.
reserve-do = إبداء تحفظ
reserve-lift = رفع التحفظ
stage-open = مفتوح
stage-proposed = مقترح
stage-bracketed = بين أقواس
stage-reopened = أعيد فتحه
stage-ad_referendum = متفق عليه رهن الرجوع إلى الحكومة
stage-agreed = متفق عليه
stage-locked = مقفل
stage-deleted = محذوف
placeholder-date = التاريخ
placeholder-body = الجهة
placeholder-amount = المبلغ
placeholder-place = المكان
placeholder-number = العدد
placeholder-name = الاسم
placeholder-text = النص
number-article = المادة { $n }
number-annex = الملحق { $n }

## Writing a provision
write-role = نوع البند
write-place = الموضع
write-behind = بعده
write-below = تحته
write-ar = العربية
write-en = الإنجليزية
write-reason-ar = سبب إعادة الفتح (بالعربية)
write-reason-en = سبب إعادة الفتح (بالإنجليزية)
write-put = طرح الصيغة
write-cancel = إلغاء
write-up = تقديم
write-down = تأخير
write-out = الحذف من النص
write-back = الإعادة إلى النص
write-settle = الأخذ بـ: { $words }
write-withdraw = سحب خيارنا: { $words }
write-look = سُحب خيارنا من هذا القوس، وفي الصياغة أقواس أخرى: تحقق أن القوس نفسه هو المحذوف في اللغتين ثم اطرحها.
write-newer = طرح جانبنا كلمات أخرى أثناء هذه الكتابة. لم يضع شيء: وفّق بينها أدناه ثم اطرحها من جديد.
write-how = كيف تكتب الأقواس
write-how-brackets = الكلمات بين معقوفين خيار جانبنا: «[يجتمع] الجانبان». وسمِّ الجانب لكتابة خياره: «[KW: يجتمع][US: يعتزم الجانبان أن يجتمعا]».
write-how-placeholders = ما لم يملأ بعد: [التاريخ] و[الجهة] و[المبلغ] و[المكان] و[العدد] و[الاسم]. ولا يقفل النص ما دام فيه حيّز محجوز.
write-arrived = طرح الجانب الآخر كلمات جديدة لهذا البند، وتظهر عند طرح صيغتكم.

## Concordance
concordance-clean = لا يجد الفحص الآلي فرقاً بين النصين العربي والإنجليزي.
concordance-summary = يجب حسمه: { $errors }. يستحق النظر: { $warnings }.
concordance-why = لا يشهد بتطابق النصين إلا مختص لغوي؛ وما يجب حسمه يمنع إقفال النص.
concordance-error = يجب حسمه:
concordance-warning = يستحق النظر:
concordance-nothing = لا شيء

finding-missing-language = إحدى اللغتين بلا نص
finding-notation = قوس غير مقروء
finding-brackets-one-sided = قوس أو حيّز محجوز في لغة واحدة
finding-bracket-parties = القوس نفسه بأطراف أو ترتيب مختلف
finding-placeholder-kind = الحيّز المحجوز من نوع آخر
finding-number = رقم مختلف
finding-number-repeated = العدد بالحروف والأرقام غير متطابق
finding-date = تاريخ مختلف
finding-hijri-one-day = التاريخ الهجري يختلف بيوم واحد
finding-hijri-apart = التاريخ الهجري يختلف بيومين أو أكثر
finding-weekday = اليوم لا يوافق التاريخ
finding-amount = مبلغ مختلف
finding-percent = نسبة مئوية مختلفة
finding-reference = إحالة مختلفة
finding-reference-nowhere = لا وجود لهذه المادة أو الملحق في النص
finding-list-items = عدد النقاط المعددة مختلف
finding-name = اسم وارد في لغة واحدة: { $one } / { $two }
finding-term = مصطلح متفق عليه وارد في لغة واحدة: { $one } / { $two }
finding-definition = مصطلح معرّف في لغة واحدة
finding-modal = أحد النصين يلزم أو يوصي أو يجيز والآخر لا يفعل
finding-negation = نفي في لغة واحدة
finding-treaty-verb = «{ $one }» من ألفاظ المعاهدات، والنص غير ملزم. المعتاد بدلاً منه: «{ $two }»
finding-bidi-control = محرف اتجاه غير مرئي: { $one }{ $two }
finding-lookalike = محرف يلتبس بغيره: { $one }{ $two }
finding-digits = أرقام بغير الشكل المتفق عليه

## Compare
reading-first = كما طرح أول مرة
reading-stands = كما هو الآن
reading-of = ما لدى { $party }
reading-edition = الصيغة النهائية { $digest }
reading-until = ما طُرح حتى { $date }
compare-from = من
compare-to = إلى
compare-boxes = إظهار المحارف غير المرئية
compare-do = قارن
compare-summary = { $n ->
        [zero] لا فرق بين القراءتين.
        [one] بند واحد مختلف.
        [two] بندان مختلفان.
        [few] { $n } بنود مختلفة.
        [many] { $n } بنداً مختلفاً.
       *[other] { $n } بند مختلف.
    }
compare-changed = معدّل
compare-added = مضاف
compare-out = غير وارد في الثانية
compare-moved = منقول
compare-only = القراءة واحدة ولا يختلف إلا: { $what }.

## Closing
closing-open = ما لا يزال مفتوحاً
closing-nothing-open = لا شيء مفتوح: لا قوس ولا حيّز محجوز ولا تحفظ ولا اختلاف.
blocker-text = { $n ->
        [zero] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
        [one] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
        [two] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
        [few] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
        [many] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
       *[other] النص ذاته (عنوانه ونوعه) غير متفق عليه من الجانبين
    }
blocker-empty = { $n ->
        [zero] النص بلا بنود.
        [one] النص بلا بنود.
        [two] النص بلا بنود.
        [few] النص بلا بنود.
        [many] النص بلا بنود.
       *[other] النص بلا بنود.
    }
blocker-cut = { $n ->
        [zero] النص أطول من أن يقفل؛ قسّمه.
        [one] النص أطول من أن يقفل؛ قسّمه.
        [two] النص أطول من أن يقفل؛ قسّمه.
        [few] النص أطول من أن يقفل؛ قسّمه.
        [many] النص أطول من أن يقفل؛ قسّمه.
       *[other] النص أطول من أن يقفل؛ قسّمه.
    }
blocker-open = { $n ->
        [zero] كل البنود متفق عليها
        [one] بند واحد غير متفق عليه
        [two] بندان غير متفق عليهما
        [few] { $n } بنود غير متفق عليها
        [many] { $n } بنداً غير متفق عليه
       *[other] { $n } بند غير متفق عليه
    }
blocker-brackets = { $n ->
        [zero] لا أقواس مفتوحة
        [one] قوس واحد مفتوح
        [two] قوسان مفتوحان
        [few] { $n } أقواس مفتوحة
        [many] { $n } قوساً مفتوحاً
       *[other] { $n } قوس مفتوح
    }
blocker-placeholders = { $n ->
        [zero] لا أحياز محجوزة
        [one] حيّز محجوز واحد لم يملأ
        [two] حيّزان محجوزان لم يملآ
        [few] { $n } أحياز محجوزة لم تملأ
        [many] { $n } حيّزاً محجوزاً لم يملأ
       *[other] { $n } حيّز محجوز لم يملأ
    }
blocker-reopened = { $n ->
        [zero] لم يُعد فتح أي بند
        [one] أعيد فتح بند واحد
        [two] أعيد فتح بندين
        [few] أعيد فتح { $n } بنود
        [many] أعيد فتح { $n } بنداً
       *[other] أعيد فتح { $n } بند
    }
blocker-reservations = { $n ->
        [zero] لا تحفظات قائمة
        [one] تحفظ واحد قائم
        [two] تحفظان قائمان
        [few] { $n } تحفظات قائمة
        [many] { $n } تحفظاً قائماً
       *[other] { $n } تحفظ قائم
    }
blocker-mismatches = { $n ->
        [zero] لا اختلاف بين النصين
        [one] اختلاف واحد بين النصين
        [two] اختلافان بين النصين
        [few] { $n } اختلافات بين النصين
        [many] { $n } اختلافاً بين النصين
       *[other] { $n } اختلاف بين النصين
    }
closing-edition = النص المتفق عليه
closing-edition-means = للجانبين البصمة نفسها على كل حرف في اللغتين، وتقفل الكلمات من ذلك الحين.
closing-put-edition = طرح النص كما هو صيغةً متفقاً عليها
closing-edition-later = يمكن ذلك عندما لا يبقى شيء مفتوح.
closing-silence = إجراء عدم الاعتراض
closing-silence-means = من لم يعترض حتى الموعد فقد وافق؛ ويفتحه الجانبان معاً أولاً.
silence-days = المدة
silence-propose = اقتراح إجراء عدم الاعتراض
silence-break = الاعتراض
silence-offer = { $days } أيام عمل لدى الجانبين: حتى { $deadline }
silence-needs = تحتاج المهلة إلى تقويم أيام العمل لدى الجانبين؛ الناقص: { $parties }.
silence-proposed = مقترح حتى { $deadline } ({ $days } أيام عمل)
silence-running = سارٍ حتى { $deadline } ({ $days } أيام عمل)
silence-waiting = كُتبت موافقتنا وموافقتهم في الطريق ({ $deadline }، { $days } أيام عمل)
silence-agreed = اتُّفق عليه بعدم الاعتراض في { $deadline } ({ $days } أيام عمل)
silence-broken = ورد اعتراض قبل { $deadline } ({ $days } أيام عمل)
silence-answered = بلا أثر: رفض جانب الكلمات أو له غيرها ({ $deadline }، { $days } أيام عمل)
silence-moot = بلا أثر: لم تعد الكلمات مطروحة ({ $deadline }، { $days } أيام عمل)
closing-certificates = شهادات المطابقة
closing-certificates-means = يشهد مختص لغوي بأن للنصين معنى واحداً. وتسقط الشهادة بتغيير أي حرف بعدها.
closing-no-certificate = لا شهادات بعد.
closing-certify = الشهادة على هذه الكلمات
closing-checker-ar = صفة المدقق (بالعربية)
closing-checker-en = صفة المدقق (بالإنجليزية)
closing-result = النتيجة
closing-certify-do = إصدار الشهادة
certificate-valid = { $checker }: { $result }، للبصمة { $digest }
certificate-dead = { $checker }: { $result }، لكلمات أخرى ({ $digest })
closing-ladder = مراحل التوقيع
closing-ladder-means = لكل جانب مراحله. وما يدوَّن هنا دليل على الفعل، أما التوقيع نفسه فعلى الورق.
closing-rung = المرحلة
rung-text-agreed = النص متفق عليه
rung-text-agreed-means = على مستوى الوفدين
rung-initialled-means = تثبيت الكلمات (المادة 10 من اتفاقية فيينا)
rung-approved-means = من الحكومة في العاصمة
rung-signed-means = توقيع الأصل على الورق
rung-holds = يأخذ بهذا النص
rung-not-yet = لم يتم بعد
rung-done = { $function }، { $authority }، { $date } { $place }
closing-step = تدوين: { $rung }
closing-step-means = ما يدوَّن هنا تسجيل لما جرى وليس هو التوقيع.
closing-function-ar = بأي صفة (بالعربية)
closing-function-en = بأي صفة (بالإنجليزية)
closing-authority = بأي سند
closing-date = في
closing-place-ar = المكان (بالعربية)
closing-place-en = المكان (بالإنجليزية)
closing-step-do = تدوين: { $rung }
closing-corrigenda = التصويبات

## Fields
field-joint_text-kind = نوع النص
hint-joint_text-kind = ما ستكون عليه الورقة.
choice-joint_text-kind-joint_statement = بيان مشترك
choice-joint_text-kind-agreed_minutes = محضر متفق عليه
choice-joint_text-kind-memorandum = مذكرة تفاهم
choice-joint_text-kind-action_plan = خطة عمل
choice-joint_text-kind-exchange_of_notes = تبادل مذكرات
field-joint_text-title = العنوان
hint-joint_text-title = كما سيكون في رأس الورقة.
field-joint_text-round = الجولة
hint-joint_text-round = الجولة التي ينتمي إليها.
field-joint_text-group = مجموعة العمل
hint-joint_text-group = المجموعة التي تتفاوض عليه.
field-joint_text-session = الجلسة
hint-joint_text-session = الجلسة التي يعد لها.
field-joint_text-mode = طريقة التفاوض
hint-joint_text-mode = سطراً بسطر توضع كل صيغة بين أقواس؛ وفي نص الرئيس يأخذ الرئيس بالمقترحات أو يتركها.
choice-joint_text-mode-line_by_line = سطراً بسطر
choice-joint_text-mode-chairs_text = نص الرئيس
field-joint_text-chair = الرئيس
hint-joint_text-chair = الجانب صاحب النص.
field-joint_text-binding = ملزم قانوناً
hint-joint_text-binding = يوضع للمعاهدات؛ ولا تستعمل مذكرة التفاهم ألفاظ المعاهدات.
field-joint_text-whole = لا يُتفق على شيء حتى يُتفق على الكل
field-joint_text-marking = درجة السرية
hint-joint_text-marking = كما تكتبها الجهة المصدرة، وتظهر على كل صفحة من الأوراق.
hint-joint_text-whole = كل بند مرهون بالنص كله.
field-joint_text-prevails = اللغة المرجّحة
hint-joint_text-prevails = اللغة التي يؤخذ بها عند الاختلاف (المادة 33 من اتفاقية فيينا).
choice-joint_text-prevails-none = النصان متساويان
choice-joint_text-prevails-ar = العربية
choice-joint_text-prevails-en = الإنجليزية
field-joint_text-digits = أرقام النص العربي
hint-joint_text-digits = الأرقام التي يطبع بها النص العربي.
choice-joint_text-digits-western = 0 1 2 3
choice-joint_text-digits-arabic_indic = ٠ ١ ٢ ٣
field-joint_text-note = ملاحظة
hint-joint_text-note = ما ينبغي أن يعرفه الجانبان عن النص.
field-provision-text = النص المشترك
hint-provision-text = النص الذي هو جزء منه.
field-provision-under = تحت
hint-provision-under = البند الذي يقع تحته.
field-provision-role = نوع البند
hint-provision-role = موضعه من النص.
choice-provision-role-title = العنوان
choice-provision-role-preamble = الديباجة
choice-provision-role-heading = عنوان فرعي
choice-provision-role-article = مادة
choice-provision-role-paragraph = فقرة
choice-provision-role-chapeau = فقرة استهلالية
choice-provision-role-item = بند فرعي
choice-provision-role-annex = ملحق
choice-provision-role-closing = الخاتمة
choice-provision-role-signature_block = التوقيعات
field-provision-deleted = محذوف
hint-provision-deleted = لم يعد من النص، وتبقى كلماته للاطلاع.
field-provision-reason = سبب إعادة الفتح
hint-provision-reason = لا يعاد فتح كلمات متفق عليها إلا بسبب.
field-provision-chapeau = الفقرة الاستهلالية
hint-provision-chapeau = يملؤه النظام.
field-reservation-on = على
hint-reservation-on = البند أو النص كله.
field-reservation-kind = النوع
hint-reservation-kind = ما هو المتحفظ عليه.
choice-reservation-kind-general = تحفظ عام
choice-reservation-kind-scrutiny = تحفظ إلى حين الدراسة
choice-reservation-kind-language = تحفظ لغوي
choice-reservation-kind-parliamentary = تحفظ برلماني
field-reservation-note = ملاحظة
hint-reservation-note = يراها جميع الأطراف.
field-reservation-lifted = مرفوع
hint-reservation-lifted = يوضع عندما لا يعود قائماً.
field-edition-text = النص المشترك
hint-edition-text = النص الذي يقفل.
field-edition-digest = البصمة
hint-edition-digest = على كل حرف في اللغتين.
field-edition-versions = الصيغ
hint-edition-versions = صيغة كل بند بترتيب القراءة.
field-edition-provisions = عدد البنود
hint-edition-provisions = عدد بنود النص.
field-concordance_certificate-text = النص المشترك
hint-concordance_certificate-text = النص المشهود عليه.
field-concordance_certificate-digest = البصمة
hint-concordance_certificate-digest = الكلمات التي تخصها.
field-concordance_certificate-result = النتيجة
hint-concordance_certificate-result = ما انتهى إليه التدقيق.
choice-concordance_certificate-result-conform = النصان متطابقان
choice-concordance_certificate-result-conform_with_changes = متطابقان بعد التعديلات
field-concordance_certificate-checker = صفة المدقق
hint-concordance_certificate-checker = لا يذكر اسم.
field-concordance_certificate-warnings = ملاحظات باقية
hint-concordance_certificate-warnings = ما بقي من تنبيهات الفحص الآلي.
field-concordance_certificate-note = ملاحظة
hint-concordance_certificate-note = يراها جميع الأطراف.
field-sign_off-edition = النص المتفق عليه
hint-sign_off-edition = النص المحدد الذي تخصه الخطوة.
field-sign_off-rung = المرحلة
hint-sign_off-rung = المرحلة التي تمت.
choice-sign_off-rung-initialled = موقع بالأحرف الأولى
choice-sign_off-rung-approved = معتمد من الحكومة
choice-sign_off-rung-signed = موقع
field-sign_off-function = بأي صفة
hint-sign_off-function = المنصب لا الاسم.
field-sign_off-authority = بأي سند
hint-sign_off-authority = المنصب أو التعليمات أو وثيقة التفويض (المادة 7 من اتفاقية فيينا).
choice-sign_off-authority-office = بحكم المنصب
choice-sign_off-authority-instructions = بموجب تعليمات
choice-sign_off-authority-full_powers = بوثيقة تفويض كامل
field-sign_off-date = التاريخ
hint-sign_off-date = متى تم ذلك.
field-sign_off-place = المكان
hint-sign_off-place = أين تم ذلك.
field-sign_off-papers = الأوراق
hint-sign_off-papers = وثيقة التفويض والتعليمات والنسخة الموقعة.
field-sign_off-note = ملاحظة
hint-sign_off-note = يراها جميع الأطراف.
field-silence_procedure-on = بشأن
hint-silence_procedure-on = ما يُتفق عليه بعدم الاعتراض.
field-silence_procedure-version = الصيغة
hint-silence_procedure-version = الكلمات بعينها.
field-silence_procedure-deadline = الموعد النهائي
hint-silence_procedure-deadline = يمكن الاعتراض حتى ذلك الحين.
field-silence_procedure-from = يحسب من
hint-silence_procedure-from = اليوم السابق لأول يوم محسوب.
field-silence_procedure-working_days = أيام العمل
hint-silence_procedure-working_days = الأيام التي يعمل فيها الجانبان.
field-silence_procedure-note = ملاحظة
hint-silence_procedure-note = يراها جميع الأطراف.
field-silence_break-procedure = إجراء عدم الاعتراض
hint-silence_break-procedure = الإجراء الذي ينتهي.
field-silence_break-reason = السبب
hint-silence_break-reason = ما ليس محل موافقة.
field-working_calendar-party = الطرف
hint-working_calendar-party = الجانب صاحب التقويم.
field-working_calendar-weekend = عطلة نهاية الأسبوع
hint-working_calendar-weekend = يوم في كل سطر: mon, tue, wed, thu, fri, sat, sun.
field-working_calendar-time_zone = المنطقة الزمنية
hint-working_calendar-time_zone = اسم من قاعدة IANA، مثل Asia/Kuwait.
field-working_calendar-holidays = العطل الرسمية
hint-working_calendar-holidays = سطر لكل عطلة.
field-working_calendar-holidays-from = من
hint-working_calendar-holidays-from = أول يوم.
field-working_calendar-holidays-to = إلى
hint-working_calendar-holidays-to = آخر يوم، ويترك خالياً ليوم واحد.
field-working_calendar-holidays-name = الاسم
hint-working_calendar-holidays-name = اسم العطلة.
field-term-term = المصطلح
hint-term-term = اللفظ في كل لغة.
field-term-avoid = لا يستعمل
hint-term-avoid = لفظ في كل سطر.
field-term-meaning = المعنى
hint-term-meaning = ما يقصده الطرفان به.
types-joint_text = النصوص المشتركة
new-joint_text = نص مشترك جديد
types-provision = بنود النصوص
new-provision = بند جديد
types-reservation = التحفظات
new-reservation = تحفظ جديد
types-term = المصطلحات
new-term = مصطلح جديد
types-edition = النصوص المتفق عليها
new-edition = نص متفق عليه جديد
types-concordance_certificate = شهادات المطابقة
new-concordance_certificate = شهادة مطابقة جديدة
types-sign_off = خطوات الاعتماد
new-sign_off = خطوة جديدة
types-silence_procedure = إجراءات عدم الاعتراض
new-silence_procedure = إجراء جديد لعدم الاعتراض
types-silence_break = الاعتراضات
new-silence_break = الاعتراض
types-working_calendar = تقويمات أيام العمل
new-working_calendar = تقويم جديد لأيام العمل

## Refusals
refusal-r-039 = النص متفق عليه ومقفل، وكلماته نهائية.
refusal-r-039-do = اقترح تصويباً يتفق عليه الجانبان.
refusal-r-040 = لا يزال في النص ما لم يحسم ({ $blockers }).
refusal-r-040-do = احسمه أولاً؛ صفحة إقفال النص تعدده.
refusal-r-041 = تغيّرت الكلمات منذ إعداد هذا ({ $said }، والآن { $is }).
refusal-r-041-do = افتح الصفحة من جديد وانظر في النص كما هو.
refusal-r-042 = تنقص مرحلة سابقة ({ $needs }).
refusal-r-042-do = أتمّ تلك المرحلة أولاً.
refusal-r-043 = انتهى إجراء عدم الاعتراض بالنسبة إلى جانبنا.
refusal-r-043-do = اقترح صيغة جديدة أو تصويباً.
rule-notation = { $rule ->
        [bracket-unclosed] قوس لم يُغلق (الموضع { $at }): أضف ].
        [bracket-stray] القوس ] لا يغلق شيئاً (الموضع { $at }): احذفه أو أضف [ قبله.
        [placeholder-unknown] لا يوجد حيّز محجوز بهذا الاسم (الموضع { $at }): استعمل [تاريخ] أو [جهة] أو [مبلغ] أو [مكان] أو [رقم] أو [اسم] أو [نص].
        [placeholder-hint] بيان الحيّز المحجوز سطر واحد بلا أقواس (الموضع { $at }): اختصره.
        [bracket-no-party] لا يبين القوس لمن النص الذي فيه (الموضع { $at }): اكتب [الكويت: نص].
        [bracket-bad-party] يسمي القوس جانباً ليس في هذا الحوار (الموضع { $at }): اكتب اسم الجانب أو رمزه.
        [bracket-party-twice] لجانب واحد خياران في القوس نفسه (الموضع { $at }): أبق أحدهما أو افصل بينهما بكلمات.
        [bracket-too-deep] الأقواس متداخلة أكثر مما يجوز (الموضع { $at }): احسم قوساً داخلياً أولاً.
        [bracket-too-many] الأقواس أو الحيّزات المحجوزة أكثر مما يجوز (الموضع { $at }): قسّم البند.
       *[other] النص أطول مما يجوز (الموضع { $at }): قسّمه.
    }
needs-text-agreed = اتفاق الجانبين على النص
needs-certificate = شهادة المطابقة من جانبنا
needs-edition-withdrawn = سحب صيغتنا النهائية المطروحة
needs-wording-withdrawn = سحب صياغتنا: لا يكون عدم الاعتراض موافقة إلا ممن لا صياغة له
needs-reservation-lifted = رفع تحفظنا
needs-opened = فتح الجانبين للإجراء

## الأوراق
paper-clean = النص النظيف
paper-clean-means = يتاح حين لا يبقى شيء مفتوح.
paper-bracketed = النص بأقواسه
paper-bracketed-means = كما هو، مع ما يريده كل جانب.
paper-compared = ما يختلف بين الجانبين
paper-compared-means = صيغتهم مقابل صيغتنا كلمة بكلمة.
paper-signature = نسخة التوقيع: { $party }
paper-signature-means = أصل هذا الجانب يذكره أولاً ويجعل له موضع التوقيع الأول (قاعدة التناوب).
paper-exercise = تمرين: لا يُنسب شيء مما في هذه الورقة إلى أي حكومة
session-print = أوراق للطباعة
session-calendar = جميع الجلسات بصيغة تقويم (iCalendar)
paper-role = الصفة
paper-agenda-means = البنود بترتيبها وما اتُّفق عليه منها.
paper-delegations-means = كل جانب بترتيب الأسبقية الذي قدمه.
paper-minutes-means = فقرة فقرة، مع بيان ما لم يُتفق عليه.
paper-cover-means = الأرقام المرجعية للجانبين والنصوص المشتركة وقصاصة الإحالة.
paper-digest = البصمة القصيرة
paper-head-theirs = في نص هذا الجانب وحده
paper-head-ours = في نص هذا الجانب وحده
paper-paper = الورقة
layout-ar = العربية أولاً
layout-en = الإنجليزية أولاً
layout-columns = النصان متقابلان
form-of-pdf = PDF
form-of-print = صفحة للطباعة
paper-no-typesetter = بُني هذا البرنامج دون منضّد، فالأوراق صفحات للطباعة.
paper-no-face = لا خط عربياً مثبتاً على هذا الجهاز، فلا تصدر نسخة PDF. ثبّت الحزمة fonts-hosny-amiri أو fonts-noto-core، ويمكن طباعة هذه الصفحة إلى ذلك الحين.
paper-too-long = هذه الورقة أطول من أن تُعدّ هنا بصيغة PDF. اطبع هذه الصفحة بدلاً منها، أو ضيّق المختار بتصفية.
paper-head-standing = الحالة
paper-head-session = الجلسة
paper-head-date = التاريخ
paper-head-copy = نسخة
paper-standing-open = قيد التفاوض، غير متفق عليه
paper-standing-agreed = نص متفق عليه بين الجانبين
paper-standing-clean = لا شيء مفتوح، ولم يقفل بعد
paper-for = عن { $party }
paper-name = الاسم والصفة:
paper-place-date = المكان والتاريخ:
paper-agenda = جدول الأعمال
paper-delegations = الوفدان بترتيب الأسبقية
paper-minutes = المحضر
paper-cover = ملف
paper-no = الرقم
paper-item = البند
paper-minutes-planned = الدقائق
paper-state = الحالة
paper-who = الاسم
paper-post = المنصب
paper-no-list = لا قائمة بعد.
paper-not-agreed = غير متفق عليها
paper-party = الجانب
paper-number = الرقم
paper-slip = قصاصة الإحالة
paper-slip-to = إلى
paper-slip-for = الغرض
paper-slip-sign = التأشير والتاريخ
differs-invisible = المحارف غير المرئية أو المسافات
differs-digits = شكل الأرقام
differs-punctuation = علامات الترقيم
differs-letter-forms = صور الحروف
differs-words = الكلمات

## Word
word-title = Word
word-means = النص باللغتين متقابلتين، وما يعود منه يُقرأ مقترحات.
word-out = تنزيل إلى Word
word-file = مستند عاد
word-read = قراءة
word-kept = ما عاد من Word
word-back = ما عاد من Word
word-other-text = المستند لنص آخر ({ $document }). افتح ذلك النص واقرأه هناك.
word-no-origin = لا يذكر المستند النص الذي هو منه. نزّل النص من هنا واعمل في ذلك المستند.
word-moved = تغيّر النص منذ تنزيل المستند، وتجري المقارنة بالنص كما هو الآن.
word-since = تغيّر نصنا منذ خروج المستند: انظر في الاثنين قبل الأخذ به.
word-untracked = غُيّر دون تتبع للتغييرات؛ ويظهر كل ما يختلف.
word-unknown = فقرة ليست من بنود هذا النص القائمة ({ $item })، ولم تؤخذ.
word-moved-since = تغيّر { $number } بعد عرضه عليك: أعد قراءة المستند.
word-brackets = في { $number } أقواس، ولا يُعرف من مستند لمن كلماتها. أدخل كلمات الجانب الآخر بيدك.
word-vanished = لم يعد { $number } في المستند، ولا يُحذف شيء من النص لذلك.
word-outside = فقرة جديدة تضاف يدوياً: { $words }
word-locked = النص مقفل.
word-bidi = فيه محرف اتجاه غير مرئي، فلا يُطرح.
word-one-language = إحدى اللغتين فارغة، فلا يُطرح.
word-side = لمن هذه التعديلات؟
word-take = أخذ
word-put = طرح المحدد
word-nothing = لم يتغير شيء.
word-comments = التعليقات
word-comments-means = تبقى هنا ملاحظات خاصة على بنودها، ولا تُنقل أسماء الأشخاص.
word-losses = ما لم ينقل
word-losses-means = ما كان في المستند ولا موضع له في النص.
word-changes = { $n ->
        [zero] دون تعقّب
        [one] تغيير واحد
        [two] تغييران
        [few] { $n } تغييرات
        [many] { $n } تغييراً
       *[other] { $n } تغيير
    }
closing-outdated = صيغة نهائية لغير النص القائم الآن، ولا يمكن لأحد الموافقة عليها:
rule-chapeau-moved = تغيّر النص التمهيدي الذي يعلوه: افتح البند على طاولة التفاوض واطرحه من جديد.
rule-full = لم يبق موضع بين هذين البندين: ضعه بعد البند التالي ثم قدّمه.
list-lead-term = ألفاظ تستعملها النصوص كلها بصيغة واحدة في كل لغة.
list-lead-working_calendar = أيام العمل لدى كل جانب، وتحسب المهل بتقويمي الجانبين معاً.
