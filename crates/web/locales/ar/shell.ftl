## إطار الصفحات
brand = حوار
skip = الانتقال إلى المحتوى
nav = التصفح الرئيسي
nav-desk = المكتب
nav-dialogue = الحوار
nav-commitments = الالتزامات
nav-instruments = الوثائق
nav-people = الأشخاص
nav-institutions = الجهات
nav-sources = المصادر
nav-exchange = التبادل
crumbs = موضعك
beside = إلى جانب الصفحة
dialogues = الحوارات
dialogue-unnamed = الحوار الاستراتيجي
find = بحث
find-hint = اسم أو نص أو رقم
signed-in-as = الدخول باسم
act-as = العمل بصفة
own-sessions = جلسات دخولي
accounts = الحسابات والصفات
leave = تسجيل الخروج
foot = يحفظ «حوار» السجل المشترك للحوار: ما يَرِد هنا متفقاً عليه ثابت في السجل الموقَّع لكل جانب.
live-changed = حُدِّثت الصفحة بما استجد.
live-lost = انقطع وصول المستجدات إلى هذه الصفحة، وستُحدَّث تلقائياً فور عودة الاتصال.

## ما يلزم العلم به
exercise = تمرين
exercise-short = لا يُنسب شيء مما يُطرح هنا إلى أي حكومة.
exercise-other = فتح مكتب الجانب الآخر
stopped = هذه العقدة لا توقّع في الوقت الحاضر.
stopped-why = الاطلاع مستمر، ولا يُتخذ أي إجراء إلى أن يعالج مدير النظام السبب:
alarm = أمر يستوجب النظر فوراً:

## لوحة المفاتيح
keys = اختصارات لوحة المفاتيح
keys-what = حيث يرد مفتاحان يُضغط أحدهما بعد الآخر.
keys-find = بحث
keys-help = هذه القائمة
keys-escape = إغلاق القائمة المفتوحة
keys-on = استعمال هذه المفاتيح
keys-close = إغلاق

## الأوقات والتواريخ
clock-day = { $weekday } { $day } { $month } { $year }
clock-place-day = { $place }، { $day }
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## الأعداد
count-entries = { $n ->
        [zero] لا قيود
        [one] قيد واحد
        [two] قيدان
        [few] { $n } قيود
        [many] { $n } قيداً
       *[other] { $n } قيد
    }

## المكتب
desk-title = المكتب
desk-lead = ما على { $party } إنجازه الآن. تعمل بصفة { $function }.
desk-no-dialogue = لا حوار في هذه العقدة بعد. يؤسس مدير النظام حواراً، أو ينضم إلى حوار قائم بميثاق الجانب الآخر.
desk-ours = للبتّ الآن
desk-ours-why = اتخذ الجانب الآخر إجراءه، والرد علينا
desk-ours-none = لا شيء بانتظار قرارنا. وتظهر هنا مقترحات الجانب الآخر فور ورودها.
desk-read = الاطلاع على الجميع والموافقة
desk-theirs = لدى الجانب الآخر
desk-theirs-why = اتخذنا إجراءنا، والرد عليهم
desk-theirs-none = لا شيء مما طرحناه بانتظار الجانب الآخر.
desk-soon = الجلسات المقبلة
desk-soon-why = جلسات اليوم وما بعده بتوقيت الجانبين
desk-soon-none = لا جلسات مقبلة.
desk-plan = إضافة جلسة من صفحة جولتها
desk-today = اليوم
desk-in-days = { $n ->
        [zero] اليوم
        [one] غداً
        [two] بعد يومين
        [few] بعد { $n } أيام
        [many] بعد { $n } يوماً
       *[other] بعد { $n } يوم
    }
desk-more = { $n ->
        [zero] ولا شيء غيرها
        [one] ومادة أخرى
        [two] ومادتان أخريان
        [few] و{ $n } مواد أخرى
        [many] و{ $n } مادة أخرى
       *[other] و{ $n } مادة أخرى
    }
desk-last = آخر ما جرى
desk-last-none = لم يجرِ شيء بعد.
desk-drafts = مسوداتي
desk-drafts-why = محفوظة في عقدتنا وحدها ولا يطّلع عليها الجانب الآخر.

## تسجيل الدخول
enter-title = تسجيل الدخول
enter-lead = عقدة { $party }
enter-name = الحساب
enter-password = كلمة المرور
enter-go = دخول
enter-wrong = الحساب وكلمة المرور غير متطابقين، أو أن الحساب موقوف.
enter-slow = كثرت المحاولات. يُرجى الانتظار دقيقة ثم إعادة المحاولة.
enter-no-function = لا صفة لهذا الحساب اليوم. يمنح مدير النظام الصفات محددةً بمدد.
enter-real = الدخول بحساب
enter-demo-title = بأي صفة تشارك؟
enter-demo-lead = هذا تمرين على عقدة { $party }. اختر صفة، ولا تُطلب كلمة مرور.
enter-demo-why = الجولات والأشخاص والوثائق من مصادر منشورة، أما ما يُطرح أثناء التمرين فمفترض ولا يُلزم أحداً.
enter-demo-other = المشاركة من الجانب الآخر
enter-desk-officer = يعدّ المشروعات ويقترح، ويتفق مع الجانب الآخر على جدول الأعمال.
enter-co-chair = يوافق باسم جانبنا ويلتزم عنه.
enter-rapporteur = يحرر المحضر والاستنتاجات وقائمة الحضور.
enter-focal-point = تقدّم بيانات جهتها وسير التنفيذ لديها.
enter-press = يتولى التصريحات والأحداث والمصادر.
enter-legal = يتولى الوثائق والتصويبات والحجب القانوني.
enter-auditor = يطّلع على كل شيء ولا يكتب شيئاً.
enter-administrator = يشغّل العقدة ويدير حساباتها، ولا يكتب مضموناً.

## صفحات التعذّر: العنوان والسبب وما ينبغي عمله
problem-not-found = لا توجد صفحة بهذا العنوان
problem-not-found-why = لا شيء من السجل في هذا العنوان، أو أنه غير متاح لك.
problem-not-found-do = ابحث بالاسم أو الرقم، أو ابدأ من المكتب.
problem-administrator = هذه الصفحة لمدير النظام
problem-administrator-why = الحسابات والصفات من اختصاص مدير النظام وحده.
problem-administrator-do = خاطب مدير النظام في عقدتنا.
problem-foreign = لم يَرِد هذا الطلب من صفحاتنا
problem-foreign-why = حاول موقع آخر، أو نسخة قديمة من صفحة، إرسال نموذج باسمك. ولم يُتخذ أي إجراء.
problem-foreign-do = افتح الصفحة هنا وأرسل النموذج من جديد.
problem-method = لا يُستعمل هذا العنوان على هذا النحو
problem-method-why = ما طُلب من هذا العنوان ليس مما يؤديه. ولم يُتخذ أي إجراء.
problem-method-do = عُد إلى الصفحة واستعمل أزرارها.
problem-request = تعذّرت قراءة الطلب
problem-request-why = أرسل المتصفح ما لا ترسله صفحاتنا. ولم يُتخذ أي إجراء.
problem-request-do = افتح الصفحة من جديد وأعد الخطوة.
problem-large = حجم النموذج أكبر من المسموح
problem-large-why = النموذج أطول مما تقبله هذه العقدة. ولم يُتخذ أي إجراء.
problem-large-do = اختصر النص أو قسّمه على أكثر من مادة.
problem-many = الطلبات كثيرة في آن واحد
problem-many-why = بلغت هذه العقدة أقصى ما تستطيع الرد عليه من الطلبات.
problem-many-do = انتظر قليلاً ثم أعد المحاولة.
problem-refused = هذا الإجراء غير ممكن
problem-refused-why = لا تجيزه قواعد السجل.
problem-refused-do = افتح المادة من جديد وابدأ منها.
problem-stopped = هذه العقدة لا توقّع في الوقت الحاضر
problem-stopped-why = لم يُطرح شيء ولم يخرج شيء من عقدتنا. والاطلاع مستمر.
problem-stopped-do = يُرجى إبلاغ مدير النظام، ثم إعادة الإجراء بعد استئناف التوقيع.
problem-failed = وقع خلل من جانبنا
problem-failed-why = السبب مدوَّن في سجل تشغيل العقدة تحت الرقم أدناه.
problem-failed-do = راجع المادة قبل إعادة أي إجراء فلعله دُوِّن، وزوّد مدير النظام بالرقم.
problem-rule = القاعدة
problem-reference = الرقم في سجل التشغيل
problem-desk = إلى المكتب
