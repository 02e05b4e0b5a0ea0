## البحث
find-title = البحث
find-count = { $n ->
        [zero] لا نتائج للبحث عن «{ $q }»
        [one] نتيجة واحدة للبحث عن «{ $q }»
        [two] نتيجتان للبحث عن «{ $q }»
        [few] { $n } نتائج للبحث عن «{ $q }»
        [many] { $n } نتيجة للبحث عن «{ $q }»
       *[other] { $n } نتيجة للبحث عن «{ $q }»
    }
find-none = لا يوجد في السجل ما يطابق «{ $q }».
find-lead = عمّ تبحث؟
find-go = بحث
find-none-do = جرّب كلمات أقل، أو أول الكلمة، أو الاسم باللغة الأخرى.
find-empty = اكتب اسم شخص أو منصب أو جهة أو مختصرها، أو رقماً مرجعياً، أو سنة، أو كلمات من عنوان، بالعربية أو الإنجليزية وبأي رسم: الصباح، Al-Sabah، Alsabah.

## التبادل
exchange-title = حالة التبادل
exchange-lag-ours = { $n ->
        [zero] وردت إيصالات جميع قيودنا
        [one] قيد واحد لنا لم يرد إيصاله بعد
        [two] قيدان لنا لم يرد إيصالهما بعد
        [few] { $n } قيود لنا لم يرد إيصالها بعد
        [many] { $n } قيداً لنا لم يرد إيصالها بعد
       *[other] { $n } قيد لنا لم يرد إيصالها بعد
    }
exchange-lag-theirs = { $n ->
        [zero] جميع قيودهم معتد بها
        [one] قيد واحد لهم ينتظر ما يُبنى عليه
        [two] قيدان لهم ينتظران ما يُبنيان عليه
        [few] { $n } قيود لهم تنتظر ما تُبنى عليه
        [many] { $n } قيداً لهم تنتظر ما تُبنى عليه
       *[other] { $n } قيد لهم تنتظر ما تُبنى عليه
    }
exchange-address = عنوان عقدة الجانب الآخر
exchange-contact = آخر اتصال
exchange-contact-none = لا اتصال منذ تشغيل هذه العقدة
exchange-error = آخر عطل
exchange-receipts = الإيصالات
exchange-root = بصمة السجل كما هو محفوظ هنا
exchange-cut = إذا انقطع الخط
exchange-pin = بصمة الميثاق
exchange-pin-why = قارنها بالبصمة الواردة في مذكرتَي التأسيس. فإن رأى الجانبان البصمة ذاتها فسجلهما واحد.
exchange-lead = مدى حيازة كل جانب لما وقّعه الجانب الآخر. والإيصال يثبت حيازة القيود، ولا يُعدّ موافقة بأي حال.
exchange-empty = لا سجل لهذا الحوار بعد. يؤسسه مدير النظام بالأمر «hiwar init».
exchange-ours = سجلنا
exchange-theirs = سجل { $party }
exchange-size = القيود المحفوظة هنا
exchange-folded = المعتد به منها
exchange-waiting-entries = بانتظار القيود التي تُبنى عليها
exchange-receipt = لدى { $party } { $n }
exchange-receipt-none = لم يرد إيصال بهذا السجل بعد. يرد أول إيصال مع أول اتصال.
exchange-address-none = لا يوجد: عقدتهم هي التي تتصل بنا
exchange-note = الخلاصة الموقَّعة للسجل
exchange-cut-1 = واصل العمل. ما توقّعه محفوظ هنا وقائم بوصفه موقفك، ويُرسل تلقائياً عند عودة الخط.
exchange-cut-2 = أبلغ نظيرك هاتفياً أو بمذكرة. ويتحقق مدير النظام من العنوان والجدار الناري والشهادة، ويبيّن الأمر «hiwar doctor» العلة وعلاجها.
exchange-cut-3 = إن طال الانقطاع فتُرسل نسخة التصدير بالحقيبة الدبلوماسية، وللجانب الآخر أن يتحقق منها دون أي شبكة. ولا يلزم أي إجراء عند عودة الخط.
exchange-export = السجل في ملف
exchange-export-why = ملف واحد يضم سجلات الأطراف بتوقيعاتها وإيصالاتها وكل ما كُشف لنا من محتوى، دون الملاحظات الخاصة والمسودات. ويُتحقق منه على أي حاسوب بالأمر أدناه. وكل تنزيل يُدوَّن في سجل التدقيق لدينا.
exchange-download = تنزيل نسخة التصدير

## جلسات الدخول
sessions-title = جلسات دخولي
sessions-lead = المواضع التي دخلت منها الآن. أنهِ ما لا تستعمله.
sessions-function = الصفة
sessions-since = الدخول
sessions-seen = آخر استعمال
sessions-agent = المتصفح
sessions-this = الحالية
sessions-end = إنهاء
sessions-end-all = إنهاء الكل والخروج
sessions-strange = جلسة لا تعرفها؟
sessions-strange-do = أنهِها، ثم اطلب من مدير النظام فوراً كلمة مرور جديدة؛ فكلمة المرور الجديدة تنهي جميع الجلسات.
sessions-act = الإجراء

## الحسابات والصفات
accounts-title = الحسابات والصفات
accounts-lead = من يحق له الدخول إلى هذه العقدة، وبأي صفة، ومن أي يوم إلى أي يوم.
accounts-function = الصفة
accounts-by = منحها { $by }
accounts-from = من { $from }
accounts-grant = منح صفة
accounts-grant-from = أول يوم، مثل 2020-11-16 (فارغاً: الآن)
accounts-disable = إغلاق الحساب
accounts-enable = إعادة فتح الحساب
accounts-add = إضافة حساب
accounts-name = الاسم
accounts-wrong-name = اكتب اسماً من حرف واحد إلى 64 حرفاً ظاهراً. ولم يتغير شيء.
accounts-wrong-taken = يوجد حساب بهذا الاسم. اختر اسماً آخر. ولم يتغير شيء.
accounts-wrong-unknown = لا يوجد هذا الحساب. أعد تحميل الصفحة. ولم يتغير شيء.
accounts-wrong-password = تكون كلمة المرور من 15 إلى 256 حرفاً، والأفضل أن تكون جملة. ولم يتغير شيء.
accounts-wrong-function = اختر إحدى الصفات. ولم يتغير شيء.
accounts-wrong-date = اكتب اليوم بصيغة سنة-شهر-يوم، مثل 2020-11-16. ولم يتغير شيء.
accounts-wrong-span = آخر يوم يسبق أول يوم. اختر يوماً لاحقاً أو اتركه فارغاً. ولم يتغير شيء.
accounts-disabled = مغلق
accounts-none = لا حسابات بعد. أضف أول حساب أدناه.
accounts-functions = الصفات
accounts-end-grant = إنهاء الآن
accounts-until = إلى { $to }
accounts-open-end = دون أجل محدد
accounts-grant-to = آخر يوم (فارغاً: دون أجل)
accounts-grant-go = منح
accounts-not-self = لا يمكنك أن تمنع نفسك من الدخول، ولمدير نظام آخر أن يفعل ذلك. ولم يتغير شيء.
accounts-add-name = اسم الدخول
accounts-add-password = كلمة المرور الأولى (15 حرفاً على الأقل، والأفضل جملة)
accounts-add-go = إضافة الحساب
accounts-audit = ما جرى مؤخراً

## سجل التدقيق
audit-title = سجل التدقيق
audit-lead = ما جرى على هذه العقدة وبأي حساب، الأحدث أولاً.
audit-all = سجل التدقيق كاملاً
audit-empty = لم يُدوَّن شيء بعد. كل تغيير في الحسابات وكل تصدير يترك سطراً هنا.
audit-count = { $n ->
        [zero] لا سطور
        [one] سطر واحد
        [two] أحدث سطرين
        [few] أحدث { $n } سطور
        [many] أحدث { $n } سطراً
       *[other] أحدث { $n } سطر
    }
audit-number = الرقم
audit-when = الوقت
audit-who = الحساب
audit-what = الفعل
audit-detail = الموضوع
audit-apart = بمعزل عن السجل المشترك
audit-apart-why = يبقى سجل التدقيق على عقدتنا وحدها. وهو يذكر الحسابات، أما السجل المشترك فلا يذكر إلا الصفات.
audit-did-account-add = أضاف الحساب
audit-did-account-grant = منح صفة للحساب
audit-did-account-end-grant = أنهى صفة للحساب
audit-did-account-disable = أغلق الحساب
audit-did-account-enable = أعاد فتح الحساب
audit-did-session-end = أنهى إحدى جلسات دخوله
audit-did-session-end-all = أنهى جميع جلسات دخوله، وعددها:
audit-did-export = نزّل نسخة التصدير من
