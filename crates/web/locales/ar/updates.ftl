# الإفادات دون حساب: الروابط ذات الاستعمال الواحد والاستمارات المطبوعة وما ينتظر التأكيد.

updates-public-title = الإفادة عن سير التنفيذ
updates-public-lead = إلى: { $post }. لا يستغرق ذلك أكثر من دقيقتين تقريبا.
updates-public-how = لا حاجة إلى حساب. يُستعمل الرابط مرة واحدة، وفتح هذه الصفحة لا يُعد استعمالا له.
updates-public-means = يصل ما ترسله إلى الموظف المختص فيؤكده، ولا يُنشر منه شيء ولا يُحال قبل ذلك.
updates-send = إرسال
updates-nothing = لم يُملأ شيء. حدد مدى التنفيذ لالتزام واحد على الأقل.
updates-too-long = ما كُتب عن هذا الالتزام أطول من أن يُحفظ. اختصره ثم أرسله من جديد، فالرابط لم يُستعمل.
updates-closed = أُغلق هذا الالتزام في هذه الأثناء، فلا حاجة إلى إفادة عنه.
updates-answered = سُجلت في هذه الأثناء إفادة أحدث.
updates-status = مدى التنفيذ
updates-blocking = سبب التعثر
updates-blocking-hint = لازم إذا كان التنفيذ متعثرا.
updates-done-on = تاريخ الإنجاز
updates-done-on-hint = إذا أُنجز الالتزام فقط.
updates-note = ما أُنجز
updates-note-hint = بضع جمل تقرؤها الدولتان بعد التأكيد. لا تذكر أسماء ولا بيانات شخصية.
updates-next-step = الخطوة التالية
updates-next-step-hint = الخطوة التالية وموعدها.

updates-done-title = وصلت إفادتك
updates-done-why = يطلع عليها الموظف المختص إلى جانب الالتزام ويؤكدها. وقد استُعمل الرابط.
updates-done-do = يمكنك إغلاق هذه الصفحة، أو طباعتها إن أردت الاحتفاظ بما أرسلته.
updates-late-title = وصلت الإفادة بعد فوات أوانها
updates-late-why = أُغلق الالتزام، أو سُجلت إفادة أحدث، قبل وصولها.
updates-late-do = يطلع الموظف المختص على ما أُرسل مقرونا بهذه الملاحظة. وتجده أدناه إن وُجد، ويمكن نسخه.
updates-used-title = سبق استعمال هذا الرابط
updates-used-why = لكل رابط إفادة واحدة، وقد أُرسلت إفادة بهذا الرابط.
updates-used-do = إذا لزم تصحيح شيء فاطلب رابطا جديدا من الموظف الذي أرسله.
updates-expired-title = انتهت مدة هذا الرابط
updates-expired-why = انقضى آخر أيامه.
updates-expired-do = اطلب رابطا جديدا من الموظف الذي أرسله.
updates-revoked-title = سُحب هذا الرابط
updates-revoked-why = سحبه الموظف المختص قبل استعماله.
updates-revoked-do = اسأل الموظف الذي أرسله هل ما زالت الإفادة مطلوبة.
updates-unknown-title = لا يفتح هذا الرابط شيئا
updates-unknown-why = العنوان غير مكتمل، أو ليس من عناويننا.
updates-unknown-do = افتح الرابط من الرسالة مرة أخرى، أو اسأل الموظف الذي أرسله.
updates-often-title = محاولات كثيرة
updates-often-why = طُلبت هذه الصفحة مرات كثيرة خلال الساعة الماضية.
updates-often-do = انتظر ساعة ثم افتح الرابط من جديد، فهو لم يُستعمل.
updates-kept-sent = ما أرسلته
updates-kept-unsent = لم تُرسل كلماتك، ويمكنك نسخها من هنا

updates-hub-title = الإفادات دون حساب
updates-hub-lead = تفيد الجهات المنفذة برابط يُستعمل مرة واحدة أو على الورق، وتؤكد أنت مرة واحدة، وعندئذ فقط تدخل السجل.
updates-waiting = في انتظار التأكيد
updates-waiting-why = لا يراها إلا جانبنا.
updates-waiting-none = لا شيء ينتظر.
updates-commitment = الالتزام
updates-post = الوظيفة أو المنصب
updates-post-hint = الوظيفة أو المنصب دون اسم، ويظهر في الصفحة وعلى الاستمارة. تكفي لغة واحدة.
updates-came = الورود
updates-late = متأخرة
updates-by-link = برابط
updates-by-form = على الاستمارة { $number }
updates-state-waiting = تنتظر
updates-state-confirmed = أُكدت
updates-state-rejected = صُرف النظر عنها
updates-settled-by = { $who }، { $when }
updates-settled = ما بُتّ فيه حديثا
updates-links = الروابط
updates-links-why = يُعرض الرابط مرة واحدة عند إنشائه، ولا يستطيع أحد قراءته هنا بعد ذلك.
updates-links-none = لا روابط بعد.
updates-until = ينتهي في
updates-link-open = مفتوح
updates-link-used = استُعمل
updates-link-revoked = سُحب
updates-link-over = انتهى
updates-revoke = سحب
updates-private = يبقى لدينا
updates-private-why = الروابط والاستمارات والصور الممسوحة وما يرد معها تبقى في هذه العقدة. ولا يرى الجانب الآخر إلا الإفادة التي تؤكدها.
updates-withdrawn = التزام سُحب

updates-new-title = طلب إفادة
updates-new-lead = لجهة منفذة ليس لنقطة الاتصال فيها حساب.
updates-new-means = يُستعمل الرابط مرة واحدة، ومن الهاتف أيضا، ولا يُظهر إلا الالتزامات المختارة هنا.
updates-commitments = الالتزامات المعنية
updates-commitments-hint = ثمانية على الأكثر.
updates-commitments-none = لا التزام مفتوح.
updates-days = مدة الرابط بالأيام
updates-days-hint = يُنقل آخر يوم إلى يوم عمل في تقويمنا.
updates-make-link = إنشاء رابط
updates-make-items = اختر من الالتزامات المفتوحة واحدا إلى { $n }.
updates-make-twice = ذُكر الالتزام نفسه مرتين. اختر كل التزام مرة واحدة.
updates-make-post = اذكر الوظيفة أو المنصب بلغة واحدة على الأقل، بما لا يزيد على { $n } حرفا.
updates-make-days = اكتب عدد الأيام من 1 إلى { $n }.
updates-make-quota = الروابط المفتوحة كثيرة. اسحب منها ما لا حاجة إليه.
updates-made-title = رابط إلى { $post }
updates-made-lead = انسخه الآن، فلن يُعرض مرة أخرى. ويمكن إنشاء رابط جديد في أي وقت.
updates-made-until = يُستعمل مرة واحدة، حتى نهاية { $date }.
updates-address-ar = الصفحة بالعربية
updates-address-en = الصفحة بالإنجليزية
updates-made-done = نسخته
updates-mail-link = إرسال الرابط بالبريد
updates-mail-link-why = يُرسل فورا عبر خادم البريد الذي يرسل رسائل التذكير، ولا يُحفظ الرابط في غير تلك الرسالة.
updates-mail-send = إرسال
updates-mail-posted = الرسالة إلى { $address } في طريقها. وتجد ما آلت إليه في قائمة الروابط.
updates-mail-quota = أُرسل هذا الرابط بما يكفي، أو ينتظر خادمَ البريد عدد كبير من الرسائل. انسخه من هنا، أو أنشئ رابطا جديدا لاحقا.
updates-mail-no-link = لم يعد ممكنا إرسال هذا الرابط: استُعمل أو سُحب أو انتهى، أو بقيت هذه الصفحة مفتوحة طويلا. أنشئ رابطا جديدا.
updates-letter-waits = إلى { $address }: تنتظر خادم البريد منذ { $when }
updates-letter-sent = إلى { $address }: أُرسلت في { $when }
updates-letter-unknown = إلى { $address }: انقطع الخط في { $when }، فاسأل هل وصلت
updates-letter-lost = إلى { $address }: لم تُرسل ({ $when })، فاسحب الرابط وأنشئ رابطا جديدا

updates-one-title = إفادة في انتظار التأكيد
updates-now = ما في السجل الآن
updates-now-agreed = الحالة المتفق عليها
updates-now-due = موعد الاستحقاق
updates-now-none = لا إفادة
updates-said = كما وردت
updates-scan = الصورة الممسوحة
updates-scan-alt = الاستمارة المملوءة كما مُسحت
updates-scan-save = حفظ الصورة الممسوحة
updates-read-off = قُرئت العلامات من الصورة الممسوحة. قابلها بما على الورق قبل التأكيد.
updates-came-late = وردت متأخرة: أُغلق الالتزام أو سُجلت إفادة عنه قبلها. ويمكن تسجيلها حيث تسمح القواعد.
updates-report = الإفادة في السجل
updates-not-confirmed = لم تُسجل بعد
updates-confirm-title = كما ستُسجل
updates-date = الوضع في تاريخ
updates-confirm-means = تصبح بذلك إفادة جانبنا عن الالتزام، ويراها الجانب الآخر.
updates-confirm = تأكيد
updates-reject = صرف النظر

updates-entry = إفادة من جهة منفذة
updates-entry-waits = إفادة تنتظر: اطلع عليها وأكدها
updates-entry-why = اطلب إفادة من نقطة اتصال ليس لها حساب، برابط أو باستمارة مطبوعة.
updates-entry-new = طلب إفادة
updates-desk = { $n ->
        [zero] لا إفادات تنتظر تأكيدك
        [one] إفادة واحدة تنتظر تأكيدك
        [two] إفادتان تنتظران تأكيدك
        [few] { $n } إفادات تنتظر تأكيدك
        [many] { $n } إفادة تنتظر تأكيدك
       *[other] { $n } إفادة تنتظر تأكيدك
    }

updates-make-form = إعداد استمارة مطبوعة
updates-forms = الاستمارات المطبوعة
updates-forms-why = لمن يفيد على الورق.
updates-forms-none = لا استمارات بعد.
updates-form-made = أُعدت في
updates-form-print = للطباعة
updates-filled-title = تسلم استمارة مملوءة
updates-filled-lead = قدّم الصورة الممسوحة، أو اكتب الرقم إن لم توجد. وكلاهما يفتح صفحة التأكيد نفسها.
updates-filled-file-hint = ملف PDF أو PNG أو JPEG حتى 25 ميغابايت، ويكفي المسح الرمادي بدقة 300 نقطة في البوصة. وإذا جمع الملف عدة استمارات فُرّق بينها برموزها.
updates-filled-code = رقم الاستمارة
updates-filled-code-hint = كما هو مكتوب بجانب الرمز: ثمانية أحرف وأرقام.
updates-filled-take = تسلم
updates-filled-nothing = قدّم صورة ممسوحة أو اكتب رقم الاستمارة.
updates-filled-no-reader = هذا البرنامج لا يقرأ الصور الممسوحة. اكتب رقم الاستمارة، وتُحفظ الصورة معها.
updates-filled-no-code = لم يُقرأ في الصورة رمز استمارة. امسحها من جديد، أو اكتب الرقم، وتُحفظ الصورة معه.
updates-filled-unknown = هذا الرقم ليس لاستمارة في هذا الحوار. قابله بما على الورق.
updates-filled-too-long = الصورة الممسوحة أكبر من { $most } ميغابايت، ولم يُتسلم شيء. امسحها بالرمادي بدقة 300 نقطة في البوصة، أو قسّمها إلى عدة ملفات.
updates-paper-title = إفادة عن التزام
updates-paper-to = إلى
updates-paper-number = الاستمارة
updates-paper-how = ضع علامة واكتب، ثم أعد الاستمارة إلى المكتب الذي أرسلها. ولا يُعتد بها إلا بعد أن يؤكدها الموظف المختص. لا تكتب أسماء ولا بيانات شخصية.
updates-paper-code = اترك هذا الرمز خاليا، فبه تُعرف الاستمارة والتزامها. وهو لا يفتح شيئا بذاته.
updates-paper-blocking = إن كان التنفيذ متعثرا: سبب التعثر
updates-paper-done-on = إن أُنجز: في أي يوم

updates-reminders-title = التذكير بالبريد
updates-reminders-lead = يُذكَّر الموظفون ونقاط الاتصال بما يحل موعده من الالتزامات، كلٌّ بلغته، في أيام عملنا.
updates-reminders-none = لا أحد يُذكَّر بعد.
updates-no-calendar = لا يُرسل شيء حتى يُدرج تقويم أيام عمل جانبنا في السجل.
updates-outbox = لم يُحدد خادم بريد، فتُكتب الرسائل ملفات في المجلد outbox في هذه العقدة.
updates-address = العنوان
updates-address-hint = عنوان واحد على صورة name@host. وعنوان المكتب أفضل من عنوان الشخص.
updates-bad-address = ليس هذا عنوانا واحدا. اكتبه على صورة name@host دون مسافات ولا أسماء.
updates-mail-language = اللغة
updates-wants = ما يُرسل
updates-wants-due = قبل حلول موعد الالتزام بـ 14 و7 أيام وبيوم واحد
updates-wants-overdue = عند تجاوز الموعد
updates-wants-digest = مرة في الأسبوع كل ما هو مفتوح
updates-wants-nothing = اختر نوعا واحدا من الرسائل على الأقل.
updates-subscriptions-full = بلغ هذا العنوان، أو هذا الحوار، الحد المسموح به من الاشتراكات. أنهِ واحدا أولا.
updates-about-all = كل الالتزامات المفتوحة
updates-about-some = عن بعض الالتزامات فقط
updates-last-sent = آخر إرسال
updates-end = إنهاء
updates-end-none = لم يعد هذا الاشتراك موجودا هنا، ولم يتغير شيء.
updates-subscribe = إرسال تذكير
updates-subscribe-means = رسالة واحدة في اليوم على الأكثر، بين الساعة 8:00 والساعة 16:00، ولا تُرسل في يوم لا يعمل فيه جانبنا.
updates-mail-private = تُحفظ العناوين في هذه العقدة وحدها، ولا تذكر الرسائل إلا التزامات الحوار، ولا شيء خاصا فيها.
updates-mail-subject = { $n ->
        [zero] { $dialogue }: لا التزامات تستدعي الانتباه
        [one] { $dialogue }: التزام واحد يستدعي الانتباه
        [two] { $dialogue }: التزامان يستدعيان الانتباه
        [few] { $dialogue }: { $n } التزامات تستدعي الانتباه
        [many] { $dialogue }: { $n } التزاما يستدعي الانتباه
       *[other] { $dialogue }: { $n } التزام يستدعي الانتباه
    }
updates-mail-digest-subject = { $dialogue }: الالتزامات المفتوحة هذا الأسبوع
updates-mail-link-subject = { $dialogue }: طلب إفادة
updates-mail-link-how = افتح هذا الرابط لتقديم الإفادة. لا حاجة إلى حساب. ويُستعمل مرة واحدة، حتى نهاية { $date }.
updates-mail-link-foot = من يملك هذا الرابط يستطيع استعماله، فلا تحوّله إلا إلى من يقدم الإفادة. وإن وصلك خطأ فاحذف هذه الرسالة وأبلغ المكتب الذي أرسلها.
updates-mail-overdue = تجاوزت موعدها
updates-mail-due-1 = يحل موعدها حالا
updates-mail-due-7 = يحل موعدها خلال 7 أيام
updates-mail-due-14 = يحل موعدها خلال 14 يوما
updates-mail-digest = كل ما هو مفتوح
updates-mail-line = { $title } (الموعد: { $date })
updates-mail-more = { $n ->
        [zero] ولا غيرها
        [one] وواحد غيرها
        [two] واثنان غيرها
        [few] و{ $n } غيرها
        [many] و{ $n } غيرها
       *[other] و{ $n } غيرها
    }
updates-mail-foot = أرسل هذه الرسالة سجل الحوار. لإنهائها راسل المكتب الذي أعدها. ولا تذكر في الرد أسماء ولا بيانات شخصية.

# ما يقوله سجل التدقيق.
audit-did-update-link-made = أنشأ الرابط ذا الاستعمال الواحد
audit-did-update-link-mailed = أرسل بالبريد الرابط ذا الاستعمال الواحد
audit-did-update-link-revoked = سحب الرابط ذا الاستعمال الواحد
audit-did-update-link-used = قدّم إفادات بالرابط ذي الاستعمال الواحد (وعددها)
audit-did-update-form-made = أعد الاستمارة المطبوعة
audit-did-update-form-taken = تسلم استمارات مطبوعة (وعدد إفاداتها)
audit-did-update-confirmed = أكد الإفادة
audit-did-update-rejected = صرف النظر عن الإفادة
audit-did-mail-subscribed = طلب التذكير بالبريد
audit-did-mail-ended = أنهى التذكير بالبريد
