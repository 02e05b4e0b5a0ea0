# Words of the pages where reports are read in.

reports-title = التقارير المقروءة
reports-lead = تقارير صحفية وبيانات ومحاضر وما وُجد فيها من وقائع. لا يدخل شيء من التقرير السجل قبل أن يقدمه موظف.
reports-empty = لم يُقرأ أي تقرير بعد. قدّم وثيقة أو الصق نصا لترى ما يوجد فيه.
reports-new-title = قراءة تقرير
reports-new-lead = يُستخرج النص من الوثيقة ويُقرأ وفق قواعد، ثم تقبل كل واقعة أو تصححها أو ترفضها.
reports-new-means = تبقى الوثيقة في هذه العقدة. لا يُرسل شيء إلى الطرف الآخر ولا يدخل شيء السجل قبل أن تقدمه.
reports-not-read = لم تُقرأ هذه الوثيقة
reports-unread = تتعذر قراءة النص: { $text }
reports-bad-day = يوم النشر: { $text }
reports-file = الوثيقة
reports-file-hint = نص مجرد أو صفحة محفوظة أو ملف وورد (DOCX) أو PDF فيه طبقة نص، حتى 20 ميغابايت.
reports-pasted = أو الصق النص
reports-pasted-hint = يُستعمل إذا لم تُختر وثيقة.
reports-published = يوم النشر
reports-published-hint = سنة-شهر-يوم. منه تُحسب كلمة «اليوم» والتواريخ الخالية من السنة، وبدونه تبقى مفتوحة.
reports-address = عنوان التقرير
reports-address-hint = حيث نُشر. وبدونه يستشهد السجل ببصمة الوثيقة.
reports-sample-why = لا تقرير لديك؟
reports-sample = خذ تقرير التمرين النموذجي
reports-read = قراءة
reports-private = يبقى لدينا
reports-private-why = الوثائق ومسودات الوقائع وما ترفضه لا تغادر هذه العقدة.
reports-choose = اختيار
reports-name = التقرير
reports-kind = النوع
reports-kind-text = نص مجرد
reports-kind-html = صفحة ويب
reports-kind-docx = ملف وورد
reports-kind-pdf = ملف PDF
reports-found = ما وُجد
reports-when = تاريخ القراءة
reports-open = مفتوح
reports-submitted = قُدّم
reports-submitted-at = قُدّم في { $when }
reports-facts = { $n ->
        [zero] لا وقائع
        [one] واقعة واحدة
        [two] واقعتان
        [few] { $n } وقائع
        [many] { $n } واقعة
       *[other] { $n } واقعة
    }
reports-beside = تقارير جنبا إلى جنب
reports-beside-lead = عدة تقارير عن اجتماع واحد، واقعة واقعة. يُبيَّن موضع الاختلاف ولا يُطمس شيء.
reports-beside-do = عرض المختار جنبا إلى جنب
reports-beside-none = اختر تقريرين أو أكثر من القائمة.
reports-fact = الواقعة
reports-differ = اختلاف
reports-one = تقرير
reports-one-lead = في جانب التقرير وفي الجانب الآخر ما وُجد فيه. اقبل أو صحح أو ارفض، ثم قدّم.
reports-questions = للنظر فيه
reports-text = نص التقرير
reports-mended = أُصلح ما تلف من الحروف والمسافات.
reports-written = كما ورد تماما.
reports-show-written = اعرضه كما ورد
reports-show-mended = اعرضه بعد الإصلاح
reports-facts-title = ما وُجد
reports-keys = المفاتيح: J وK للتالي والسابق، Enter للقبول، X للرفض، E للتصحيح. وما تحدده من كلمات التقرير يُنقل إلى الحقل المستعمل.
reports-nothing = لم يوجد شيء يخص حوارا. يبقى التقرير هنا ولا يُمس السجل.
reports-accept = قبول
reports-reject = رفض
reports-sure = مؤكد
reports-likely = مرجح
reports-unsure = غير مؤكد
reports-inferred = لم يُقل صراحة
reports-about = المقصود
reports-link-new = شيء جديد
reports-candidate = { $title }، التشابه { $percent }٪
reports-change = تصحيح
reports-evidence = قيل بهذه الكلمات
reports-rule = القاعدة
reports-known = موجود في السجل:
reports-put = أُدرج في السجل:
reports-new = سيُدرج بوصفه: { $type }
reports-theirs = هذا مما تقوله { $party } عن نفسها، فتضيفه عقدتها. ويبقى مع التقرير.
reports-stays = يبقى مع التقرير.
reports-needs-round = حدد أولا الجولة والجلسة اللتين ينتمي إليهما.
reports-needs-group = حدد مجموعة العمل التي اجتمعت، باسم موجود في السجل.
reports-needs-date = اذكر اليوم.
reports-needs-both-languages = لا يثبت هذا إلا باللغتين معا: أضف اللغة الأخرى تحت «تصحيح».
reports-needs-party = حدد الطرف الذي ينتمي إليه هذا الشخص.
reports-needs-text = اذكر النص.
reports-conflict = { $field }: في السجل { $recorded } وفي التقرير { $reported }.
reports-keep-conflict = اقتراحه بوصفه تباينا، ولكل قراءة مصدرها
reports-means = يُدرج ما قبلته باسم وظيفتك ومصدره التقرير، موسوما بأنه من السجل العلني. والتقرير لا يجعل شيئا متفقا عليه.
reports-nothing-new = ليس فيما قُبل جديد: فهو موجود في السجل أو يبقى هنا.
reports-submit = { $n ->
        [zero] لا شيء للتقديم
        [one] تقديم واقعة واحدة
        [two] تقديم واقعتين
        [few] تقديم { $n } وقائع
        [many] تقديم { $n } واقعة
       *[other] تقديم { $n } واقعة
    }
reports-second = من القارئ الثاني
reports-second-ask = اسأل القارئ الثاني
reports-second-failed = لم يعط القارئ الثاني جوابا صالحا: { $text }
reports-not-said = لم يُذكر
reports-offered = رسوم مألوفة:
reports-keep = حفظ وإعادة القراءة
reports-delete = حذف التقرير
reports-original = الوثيقة كما وردت
reports-refused = لم يتم ذلك
reports-note-year-not-stated = لم يذكر التقرير السنة. { $text }
reports-note-weekday-clash = يوم الأسبوع والتاريخ لا يتوافقان. { $text }
reports-note-hijri-clash = التاريخان الهجري والميلادي لا يتوافقان. { $text }
reports-warning-hidden-text = في الوثيقة نص لا يراه القارئ، وقد تُرك.
reports-warning-tracked-changes = في الوثيقة تعديلات متتبعة: قُرئت الإضافات وتُرك المحذوف.
reports-warning-encoding-unsure = ترميز الوثيقة مقدَّر تقديرا: راجع الحروف.
reports-warning-several-dates = في الوثيقة أكثر من يوم نشر، وقد أُخذ أولها.
reports-warning-other = في الوثيقة ما تعذر أخذه كما هو.

# Kinds of fact
reports-slot-source = المصدر
reports-slot-dialogue = الحوار
reports-slot-round = الجولة
reports-slot-session = الجلسة
reports-slot-person = شخص
reports-slot-delegation = الوفد
reports-slot-topic = موضوع
reports-slot-statement = تصريح
reports-slot-outcome = استنتاج
reports-slot-agreement = وثيقة
reports-slot-commitment = التزام
reports-slot-next = الاجتماع المقبل
reports-slot-past = اجتماع سابق

# Their parts
reports-field-agency = الوكالة
reports-field-place = المكان
reports-field-date = التاريخ
reports-field-name = الاسم
reports-field-parties = الأطراف
reports-field-number = الرقم
reports-field-start = البداية
reports-field-end = النهاية
reports-field-kind = النوع
reports-field-group = المجموعة
reports-field-mode = طريقة الانعقاد
reports-field-rank = الرتبة
reports-field-title = المنصب
reports-field-party = الطرف
reports-field-role = الدور
reports-field-size = عدد الأعضاء
reports-field-text = النص
reports-field-code = الرمز
reports-field-speaker = المتحدث
reports-field-form = الصيغة
reports-field-quote = الاقتباس
reports-field-status = الحالة
reports-field-by = الملتزم
reports-field-due = الموعد
reports-field-what = ما هو
