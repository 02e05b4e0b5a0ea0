# كلمات حجرة المساعدة القانونية المتبادلة: القوائم المغلقة والصفحات.

# Fields
field-assistance_request-reference = رقم المرجع
hint-assistance_request-reference = مرجع السلطة المركزية، مثل KW-MLA-2020-0017. لا يرد فيه اسم ولا رقم هوية.
field-assistance_request-date = تاريخ الطلب
hint-assistance_request-date = بالسنة والشهر واليوم.
field-assistance_request-requested = الدولة المطلوب منها
hint-assistance_request-requested = رمز الطرف الآخر.
field-assistance_request-basis = الأساس القانوني
hint-assistance_request-basis = أما نفاذ المعاهدة فيقوله سجل الصكوك.
field-assistance_request-measure = نوع التدبير
hint-assistance_request-measure = من القائمة المغلقة.
field-assistance_request-offence = فئة الجريمة
hint-assistance_request-offence = الفئة وحدها، بلا وقائع.
field-assistance_request-class = فئة الخدمة
hint-assistance_request-class = تحدد المدد المتفق عليها.
field-assistance_request-urgency = سبب الاستعجال
hint-assistance_request-urgency = يُذكر في الطلب العاجل وحده.
field-assistance_request-language = لغة الطلب
hint-assistance_request-language = لغة الطلب المختوم.
field-assistance_request-requesting_office = الجهة الطالبة
hint-assistance_request-requesting_office = الجهة، لا من يشغلها.
field-assistance_request-requested_office = الجهة المطلوب منها
hint-assistance_request-requested_office = الجهة التي يوجه إليها الطلب.
field-assistance_request-channel = قناة الإرسال
hint-assistance_request-channel = كيف يُرسل الطلب المختوم.
field-assistance_request-cost_class = فئة التكلفة
hint-assistance_request-cost_class = من يتحمل التكاليف بحسب فئتها.
field-assistance_step-cost_class = فئة التكلفة
hint-assistance_step-cost_class = من يتحمل التكاليف بحسب فئتها.
field-assistance_request-enclosed = المرفقات مع الطلب المختوم
hint-assistance_request-enclosed = تُذكر هنا ولا تُرفع أبداً.
field-assistance_request-items = عدد القطع
hint-assistance_request-items = العدد وحده.
field-assistance_step-items = عدد القطع
hint-assistance_step-items = العدد وحده.
field-assistance_request-manifest = بصمة قائمة المرفقات
hint-assistance_request-manifest = بصمة SHA-256 من 64 خانة لقائمة القطع.
field-assistance_step-manifest = بصمة قائمة المرفقات
hint-assistance_step-manifest = بصمة SHA-256 من 64 خانة لقائمة القطع.
field-assistance_request-keep_secret = يُطلب كتمان الطلب نفسه
hint-assistance_request-keep_secret = تُخبر الدولة المطلوب منها إن تعذر ذلك.
field-assistance_request-informal_contact = سبقه اتصال غير رسمي
hint-assistance_request-informal_contact = بين الشرطة أو الجمارك أو وحدات التحريات المالية.
field-assistance_request-next_consultation = موعد التشاور التالي
hint-assistance_request-next_consultation = يوم التشاور بين السلطتين.
field-assistance_step-next_consultation = موعد التشاور التالي
hint-assistance_step-next_consultation = يوم التشاور بين السلطتين.
field-assistance_step-request = الطلب
hint-assistance_step-request = الطلب الذي تخصه الخطوة.
field-assistance_step-step = الخطوة
hint-assistance_step-step = ما تقرره الجهة الآن.
field-assistance_step-date = تاريخ الخطوة
hint-assistance_step-date = بالسنة والشهر واليوم.
field-assistance_step-office = الجهة
hint-assistance_step-office = الجهة التي اتخذت الخطوة أو كُلفت بها.
field-assistance_step-reference = مرجع الجهة المطلوب منها
hint-assistance_step-reference = مثل US-MLA-2020-0311.
field-assistance_step-defect = ما ينقص
hint-assistance_step-defect = من القائمة المغلقة.
field-assistance_step-ground = سبب الرفض
hint-assistance_step-ground = من القائمة المغلقة.
field-assistance_step-consulted = جرى التشاور قبل القرار
hint-assistance_step-consulted = واجب قبل كل رفض.
field-assistance_step-conditions_considered = نُظر في المساعدة بشروط
hint-assistance_step-conditions_considered = واجب قبل كل رفض.
field-assistance_step-reasons_given = أُبلغت الأسباب عبر القناة
hint-assistance_step-reasons_given = تُبلغ الأسباب خارج السجل.
field-assistance_step-postponement = سبب الإرجاء
hint-assistance_step-postponement = الإجراءات القائمة تُرجئ ولا ترفض.
field-assistance_step-expected = الموعد المتوقع
hint-assistance_step-expected = متى يُنتظر الأمر الآن.
field-assistance_step-delivery_proof = بصمة إثبات التسليم
hint-assistance_step-delivery_proof = بصمة SHA-256 من 64 خانة.
field-assistance_step-purpose = غرض الاستخدام
hint-assistance_step-purpose = لأي غرض يجوز استخدام ما أُرسل.
field-assistance_step-onward = الإحالة إلى الغير
hint-assistance_step-onward = هل يجوز إعطاؤه للغير.
field-assistance_step-data_protection = بشرط حماية البيانات
hint-assistance_step-data_protection = يُذكر الشرط في الرد المختوم.
field-assistance_step-use_until = آخر يوم للاستخدام
hint-assistance_step-use_until = لا استخدام بعده إلا بموافقة جديدة.
field-assistance_step-return_by = تُعاد القطع قبل
hint-assistance_step-return_by = آخر يوم لإعادتها.
field-assistance_step-public_since = علنية منذ
hint-assistance_step-public_since = منذ أُعلنت في إجراءات قضائية.
field-assistance_step-closing = كيف انتهى الطلب
hint-assistance_step-closing = من القائمة المغلقة.
field-service_level-class = فئة الخدمة
hint-service_level-class = مستوى واحد لكل فئة.
field-service_level-acknowledge_days = أيام الإشعار بالتسلم
hint-service_level-acknowledge_days = من يوم الإرسال.
field-service_level-decide_days = أيام البت
hint-service_level-decide_days = من يوم التسلم.
field-service_level-extend_days = أيام التمديد مرة واحدة
hint-service_level-extend_days = صفر إن لم يكن تمديد.
field-service_level-carry_out_days = أيام التنفيذ
hint-service_level-carry_out_days = من يوم القبول.
field-authority_calendar-weekend = أيام الراحة الأسبوعية
hint-authority_calendar-weekend = يوم في كل سطر: mon، tue، wed، thu، fri، sat، sun.
field-authority_calendar-holidays = أيام العطل
hint-authority_calendar-holidays = تواريخ بلا أسماء.
field-authority_calendar-holidays-from = من
hint-authority_calendar-holidays-from = أول يوم.
field-authority_calendar-holidays-to = إلى
hint-authority_calendar-holidays-to = آخر يوم؛ يُترك فارغاً لليوم الواحد.
field-assistance_aggregate-year = السنة
hint-assistance_aggregate-year = سنة الأرقام.
field-assistance_aggregate-half = النصف
hint-assistance_aggregate-half = أي نصف من السنة.
field-assistance_aggregate-opened = طلبات أُرسلت
hint-assistance_aggregate-opened = في نصف السنة.
field-assistance_aggregate-closed = طلبات انتهت
hint-assistance_aggregate-closed = في نصف السنة.
field-assistance_aggregate-pending = طلبات قائمة في آخره
hint-assistance_aggregate-pending = في آخر يوم.
field-assistance_aggregate-returned = طلبات أُعيدت لنقص فيها
hint-assistance_aggregate-returned = في نصف السنة.
field-assistance_aggregate-classes = بحسب فئة الخدمة
hint-assistance_aggregate-classes = سطر لكل فئة.
field-assistance_aggregate-classes-class = فئة الخدمة
hint-assistance_aggregate-classes-class = من القائمة المغلقة.
field-assistance_aggregate-classes-opened = أُرسلت
hint-assistance_aggregate-classes-opened = في نصف السنة.
field-assistance_aggregate-classes-median_days = الوسيط بالأيام
hint-assistance_aggregate-classes-median_days = من الإرسال إلى النهاية.
field-assistance_aggregate-classes-alike = استغرقت كلها المدة نفسها
hint-assistance_aggregate-classes-alike = العدد نفسه من الأسابيع، فوسيطها يكشف مدة كل منها، ولذلك يُحجب.
field-assistance_aggregate-grounds = بحسب سبب الرفض
hint-assistance_aggregate-grounds = سطر لكل سبب.
field-assistance_aggregate-grounds-ground = سبب الرفض
hint-assistance_aggregate-grounds-ground = من القائمة المغلقة.
field-assistance_aggregate-grounds-refused = رُفضت
hint-assistance_aggregate-grounds-refused = في نصف السنة.
field-assistance_aggregate-needs = ما يفيد
hint-assistance_aggregate-needs = من القائمة المغلقة.
field-assistance_figures-year = السنة
hint-assistance_figures-year = سنة الأرقام.
field-assistance_figures-half = النصف
hint-assistance_figures-half = أي نصف من السنة.
field-assistance_figures-opened = طلبات أُرسلت
hint-assistance_figures-opened = أول شريحته الخمسية، ويُترك فارغاً إن حُجب.
field-assistance_figures-closed = طلبات انتهت
hint-assistance_figures-closed = أول شريحته الخمسية، ويُترك فارغاً إن حُجب.
field-assistance_figures-returned = طلبات أُعيدت لنقص فيها
hint-assistance_figures-returned = أول شريحته الخمسية، ويُترك فارغاً إن حُجب.
field-assistance_figures-classes = بحسب فئة الخدمة
hint-assistance_figures-classes = سطر لكل فئة.
field-assistance_figures-classes-class = فئة الخدمة
hint-assistance_figures-classes-class = من القائمة المغلقة.
field-assistance_figures-classes-median_weeks = الوسيط بالأسابيع
hint-assistance_figures-classes-median_weeks = من الإرسال إلى النهاية بأسابيع كاملة، و25 تعني 25 فأكثر.
field-assistance_figures-grounds = بحسب سبب الرفض
hint-assistance_figures-grounds = سطر لكل سبب.
field-assistance_figures-grounds-ground = سبب الرفض
hint-assistance_figures-grounds-ground = من القائمة المغلقة.
field-assistance_figures-grounds-refused = رُفضت
hint-assistance_figures-grounds-refused = أول شريحته الخمسية.
field-assistance_figures-needs = ما يفيد
hint-assistance_figures-needs = من القائمة المغلقة.
field-assistance_aggregate-classes-closed = انتهت
hint-assistance_aggregate-classes-closed = في نصف السنة.
field-assistance_aggregate-oldest = أقدم الطلبات القائمة
hint-assistance_aggregate-oldest = بأرقام المرجع وحدها، عشرة على الأكثر.

# Closed lists
choice-assistance_request-basis-treaty = معاهدة
choice-assistance_request-basis-untoc = اتفاقية الجريمة المنظمة عبر الوطنية
choice-assistance_request-basis-uncac = اتفاقية مكافحة الفساد
choice-assistance_request-basis-vienna_1988 = اتفاقية فيينا 1988
choice-assistance_request-basis-riyadh_1983 = اتفاقية الرياض 1983
choice-assistance_request-basis-domestic_law = القانون الوطني
choice-assistance_request-basis-reciprocity = المعاملة بالمثل
choice-assistance_request-basis-comity = المجاملة الدولية
choice-assistance_request-measure-service_of_documents = إعلان أوراق
choice-assistance_request-measure-taking_evidence = سماع أقوال
choice-assistance_request-measure-video_link = سماع عبر الاتصال المرئي
choice-assistance_request-measure-search_and_seizure = تفتيش وضبط
choice-assistance_request-measure-bank_records = سجلات مصرفية
choice-assistance_request-measure-preservation_of_data = حفظ عاجل للبيانات
choice-assistance_request-measure-production_of_data = تقديم بيانات
choice-assistance_request-measure-official_records = سجلات رسمية
choice-assistance_request-measure-identification = تحديد الهوية أو المكان
choice-assistance_request-measure-transfer_of_prisoner = نقل محبوس للشهادة
choice-assistance_request-measure-freezing_of_assets = تجميد موجودات
choice-assistance_request-measure-confiscation = مصادرة
choice-assistance_request-measure-return_of_assets = استرداد موجودات
choice-assistance_request-measure-spontaneous_information = معلومات تلقائية
choice-assistance_request-offence-corruption = فساد
choice-assistance_request-offence-money_laundering = غسل أموال
choice-assistance_request-offence-terrorist_financing = تمويل إرهاب
choice-assistance_request-offence-fraud = احتيال
choice-assistance_request-offence-drugs = مخدرات
choice-assistance_request-offence-organised_crime = جريمة منظمة
choice-assistance_request-offence-cybercrime = جريمة معلوماتية
choice-assistance_request-offence-trafficking_in_persons = اتجار بالأشخاص
choice-assistance_request-offence-smuggling = تهريب
choice-assistance_request-offence-counterfeiting = تزييف
choice-assistance_request-offence-environment = بيئة
choice-assistance_request-offence-violence = عنف
choice-assistance_request-offence-other_class = فئة أخرى
choice-assistance_request-class-urgent = عاجل
choice-assistance_request-class-ordinary = عادي
choice-assistance_request-class-complex = مركّب
choice-service_level-class-urgent = عاجل
choice-service_level-class-ordinary = عادي
choice-service_level-class-complex = مركّب
choice-assistance_aggregate-classes-class-urgent = عاجل
choice-assistance_aggregate-classes-class-ordinary = عادي
choice-assistance_aggregate-classes-class-complex = مركّب
choice-assistance_figures-classes-class-urgent = عاجل
choice-assistance_figures-classes-class-ordinary = عادي
choice-assistance_figures-classes-class-complex = مركّب
choice-assistance_request-urgency-limitation_period = قرب التقادم
choice-assistance_request-urgency-custody_limit = حد الحبس الاحتياطي
choice-assistance_request-urgency-trial_fixed = جلسة محددة
choice-assistance_request-urgency-loss_of_evidence = خشية ضياع الدليل
choice-assistance_request-urgency-flight_of_assets = خشية تهريب الموجودات
choice-assistance_request-language-ar = العربية
choice-assistance_request-language-en = الإنجليزية
choice-assistance_request-language-ar_en = العربية والإنجليزية
choice-assistance_request-requesting_office-central_authority = السلطة المركزية
choice-assistance_request-requesting_office-public_prosecution = النيابة العامة
choice-assistance_request-requesting_office-ministry_of_justice = وزارة العدل
choice-assistance_request-requesting_office-court = المحكمة
choice-assistance_request-requesting_office-interior_police = الشرطة
choice-assistance_request-requesting_office-customs = الجمارك
choice-assistance_request-requesting_office-financial_intelligence = وحدة التحريات المالية
choice-assistance_request-requesting_office-anti_corruption = هيئة مكافحة الفساد
choice-assistance_request-requesting_office-foreign_affairs = وزارة الخارجية
choice-assistance_request-requesting_office-capital_markets = هيئة أسواق المال
choice-assistance_request-requested_office-central_authority = السلطة المركزية
choice-assistance_request-requested_office-public_prosecution = النيابة العامة
choice-assistance_request-requested_office-ministry_of_justice = وزارة العدل
choice-assistance_request-requested_office-court = المحكمة
choice-assistance_request-requested_office-interior_police = الشرطة
choice-assistance_request-requested_office-customs = الجمارك
choice-assistance_request-requested_office-financial_intelligence = وحدة التحريات المالية
choice-assistance_request-requested_office-anti_corruption = هيئة مكافحة الفساد
choice-assistance_request-requested_office-foreign_affairs = وزارة الخارجية
choice-assistance_request-requested_office-capital_markets = هيئة أسواق المال
choice-assistance_step-office-central_authority = السلطة المركزية
choice-assistance_step-office-public_prosecution = النيابة العامة
choice-assistance_step-office-ministry_of_justice = وزارة العدل
choice-assistance_step-office-court = المحكمة
choice-assistance_step-office-interior_police = الشرطة
choice-assistance_step-office-customs = الجمارك
choice-assistance_step-office-financial_intelligence = وحدة التحريات المالية
choice-assistance_step-office-anti_corruption = هيئة مكافحة الفساد
choice-assistance_step-office-foreign_affairs = وزارة الخارجية
choice-assistance_step-office-capital_markets = هيئة أسواق المال
choice-assistance_request-channel-central_authorities = بين السلطتين المركزيتين
choice-assistance_request-channel-diplomatic = القناة الدبلوماسية
choice-assistance_request-channel-liaison_magistrate = قاضي الاتصال
choice-assistance_request-channel-network_24_7 = شبكة على مدار الساعة
choice-assistance_request-cost_class-ordinary = عادية
choice-assistance_request-cost_class-substantial = كبيرة
choice-assistance_request-cost_class-extraordinary = استثنائية
choice-assistance_step-cost_class-ordinary = عادية
choice-assistance_step-cost_class-substantial = كبيرة
choice-assistance_step-cost_class-extraordinary = استثنائية
choice-assistance_step-defect-channel = القناة
choice-assistance_step-defect-language = اللغة
choice-assistance_step-defect-legal_basis = الأساس القانوني
choice-assistance_step-defect-facts = الوقائع
choice-assistance_step-defect-provisions_of_law = النصوص القانونية
choice-assistance_step-defect-link_to_measure = صلة التدبير بالوقائع
choice-assistance_step-defect-certificate = التصديق
choice-assistance_step-defect-clarity = الوضوح
choice-assistance_step-ground-essential_interests = السيادة أو المصالح الأساسية
choice-assistance_step-ground-political_offence = جريمة سياسية
choice-assistance_step-ground-military_offence = جريمة عسكرية بحتة
choice-assistance_step-ground-discrimination = تمييز أو إضرار
choice-assistance_step-ground-ne_bis_in_idem = سبق الفصل
choice-assistance_step-ground-no_dual_criminality = انتفاء ازدواج التجريم
choice-assistance_step-ground-measure_unlawful_here = تدبير لا يجيزه قانون الدولة المطلوب منها
choice-assistance_step-ground-human_rights = حقوق الإنسان
choice-assistance_step-ground-immunity_or_privilege = حصانة أو سر مصون
choice-assistance_step-ground-disproportionate = عدم التناسب
choice-assistance_step-ground-wrong_form_or_authority = خلل في الشكل أو الجهة
choice-assistance_aggregate-grounds-ground-essential_interests = السيادة أو المصالح الأساسية
choice-assistance_aggregate-grounds-ground-political_offence = جريمة سياسية
choice-assistance_aggregate-grounds-ground-military_offence = جريمة عسكرية بحتة
choice-assistance_aggregate-grounds-ground-discrimination = تمييز أو إضرار
choice-assistance_aggregate-grounds-ground-ne_bis_in_idem = سبق الفصل
choice-assistance_aggregate-grounds-ground-no_dual_criminality = انتفاء ازدواج التجريم
choice-assistance_aggregate-grounds-ground-measure_unlawful_here = تدبير لا يجيزه قانون الدولة المطلوب منها
choice-assistance_aggregate-grounds-ground-human_rights = حقوق الإنسان
choice-assistance_aggregate-grounds-ground-immunity_or_privilege = حصانة أو سر مصون
choice-assistance_aggregate-grounds-ground-disproportionate = عدم التناسب
choice-assistance_aggregate-grounds-ground-wrong_form_or_authority = خلل في الشكل أو الجهة
choice-assistance_figures-grounds-ground-essential_interests = السيادة أو المصالح الأساسية
choice-assistance_figures-grounds-ground-political_offence = جريمة سياسية
choice-assistance_figures-grounds-ground-military_offence = جريمة عسكرية بحتة
choice-assistance_figures-grounds-ground-discrimination = تمييز أو إضرار
choice-assistance_figures-grounds-ground-ne_bis_in_idem = سبق الفصل
choice-assistance_figures-grounds-ground-no_dual_criminality = انتفاء ازدواج التجريم
choice-assistance_figures-grounds-ground-measure_unlawful_here = تدبير لا يجيزه قانون الدولة المطلوب منها
choice-assistance_figures-grounds-ground-human_rights = حقوق الإنسان
choice-assistance_figures-grounds-ground-immunity_or_privilege = حصانة أو سر مصون
choice-assistance_figures-grounds-ground-disproportionate = عدم التناسب
choice-assistance_figures-grounds-ground-wrong_form_or_authority = خلل في الشكل أو الجهة
choice-assistance_step-postponement-pending_proceedings = إجراءات قائمة
choice-assistance_step-postponement-safety = السلامة
choice-assistance_step-postponement-capacity = الطاقة المتاحة
choice-assistance_step-postponement-consultation_under_way = تشاور جارٍ
choice-assistance_step-purpose-investigation = التحقيق
choice-assistance_step-purpose-prosecution = الادعاء
choice-assistance_step-purpose-trial = المحاكمة
choice-assistance_step-purpose-confiscation = المصادرة
choice-assistance_step-purpose-administrative = إجراء إداري
choice-assistance_step-onward-none = لا
choice-assistance_step-onward-with_consent = بموافقة
choice-assistance_step-onward-free = حرة
choice-assistance_step-closing-executed = نُفذ
choice-assistance_step-closing-partly_executed = نُفذ جزئياً
choice-assistance_step-closing-refused = رُفض
choice-assistance_step-closing-withdrawn = سُحب
choice-assistance_step-closing-lapsed = سقط
choice-assistance_step-closing-overtaken = تجاوزته الأحداث
choice-assistance_step-step-sent = أُرسل
choice-assistance_step-step-received = تُسلّم
choice-assistance_step-step-acknowledged = أُشعر بتسلمه
choice-assistance_step-step-more_information = طُلبت معلومات إضافية
choice-assistance_step-step-information_sent = أُرسلت المعلومات
choice-assistance_step-step-returned = أُعيد لنقص فيه
choice-assistance_step-step-accepted = قُبل
choice-assistance_step-step-refused_in_part = رُفض جزئياً
choice-assistance_step-step-refused = رُفض
choice-assistance_step-step-extended = مُددت مهلة البت
choice-assistance_step-step-assigned = أُحيل إلى الجهة المنفذة
choice-assistance_step-step-in_execution = بدأ التنفيذ
choice-assistance_step-step-delayed = تأخر التنفيذ
choice-assistance_step-step-partial_reply = رد جزئي
choice-assistance_step-step-postponed = أُرجئ
choice-assistance_step-step-resumed = استؤنف
choice-assistance_step-step-executed = نُفذ
choice-assistance_step-step-transmitted = أُرسل الرد
choice-assistance_step-step-receipt_confirmed = أُكد تسلم الرد
choice-assistance_step-step-items_returned = أُعيدت القطع
choice-assistance_step-step-closed = أُغلق
choice-assistance_step-step-withdrawn = سُحب
choice-assistance_step-step-lapsed = سقط
choice-assistance_step-step-overtaken = تجاوزته الأحداث
choice-assistance_aggregate-half-first = الأول
choice-assistance_aggregate-half-second = الثاني
choice-assistance_figures-half-first = الأول
choice-assistance_figures-half-second = الثاني
choice-assistance_request-enclosed-facts = بيان الوقائع
choice-assistance_request-enclosed-provisions_of_law = النصوص القانونية
choice-assistance_request-enclosed-identity_sheet = ورقة تحديد الهوية
choice-assistance_request-enclosed-procedure_wanted = الإجراء المطلوب اتباعه
choice-assistance_request-enclosed-questions = قائمة الأسئلة
choice-assistance_request-enclosed-asset_schedule = كشف الموجودات
choice-assistance_request-enclosed-court_order = أمر قضائي
choice-assistance_request-enclosed-translation = ترجمة
choice-assistance_request-enclosed-certificate = تصديق
choice-assistance_request-enclosed-undertaking_of_reciprocity = تعهد بالمعاملة بالمثل
choice-assistance_request-enclosed-safe_conduct = ضمان الأمان
choice-assistance_aggregate-needs-training_of_drafters = تدريب معدّي الطلبات
choice-assistance_aggregate-needs-translation_capacity = طاقة الترجمة
choice-assistance_aggregate-needs-shared_forms = نماذج مشتركة
choice-assistance_aggregate-needs-contact_points = نقاط اتصال
choice-assistance_aggregate-needs-expert_exchange = تبادل خبراء
choice-assistance_aggregate-needs-secure_transmission = إرسال آمن
choice-assistance_figures-needs-training_of_drafters = تدريب معدّي الطلبات
choice-assistance_figures-needs-translation_capacity = طاقة الترجمة
choice-assistance_figures-needs-shared_forms = نماذج مشتركة
choice-assistance_figures-needs-contact_points = نقاط اتصال
choice-assistance_figures-needs-expert_exchange = تبادل خبراء
choice-assistance_figures-needs-secure_transmission = إرسال آمن

# States of a request
legal-state-shared-draft = مسودة مطلعٌ عليها
legal-state-sent = مُرسل
legal-state-received = مُتسلَّم
legal-state-acknowledged = أُشعر بتسلمه
legal-state-more-information = بانتظار معلومات
legal-state-returned = مُعاد
legal-state-accepted = مقبول
legal-state-refused-in-part = مقبول جزئياً
legal-state-assigned = لدى الجهة المنفذة
legal-state-in-execution = قيد التنفيذ
legal-state-partial-reply = رُد عليه جزئياً
legal-state-postponed = مُرجأ
legal-state-executed = نُفذ
legal-state-transmitted = الرد في الطريق
legal-state-receipt-confirmed = وصل الرد
legal-state-items-returned = أُعيدت القطع
legal-state-closed = مغلق
legal-state-refused = مرفوض
legal-state-withdrawn = مسحوب
legal-state-lapsed = ساقط
legal-state-overtaken = تجاوزته الأحداث
legal-state-stated = ثابت
legal-step-rewrite = إعادة كتابة ما ثبت

# Types and lists
types-assistance_request = طلبات المساعدة القانونية
new-assistance_request = طلب جديد
types-assistance_step = خطوات الطلبات
new-assistance_step = خطوة جديدة
types-service_level = مستويات الخدمة
new-service_level = مستوى خدمة جديد
types-assistance_aggregate = أرقام نصف سنوية
new-assistance_aggregate = أرقام جديدة
types-assistance_figures = أرقام المساعدة القانونية
new-assistance_figures = أرقام جديدة
types-authority_calendar = تقاويم السلطتين
new-authority_calendar = تقويم جديد

# Functions and entrance
function-central-authority = السلطة المركزية
function-compartment-auditor = مدقق حجرة المساعدة القانونية
enter-central-authority = يتابع طلبات المساعدة القانونية مع السلطة المركزية الأخرى، ولا يدخل غيرها.
enter-compartment-auditor = يطّلع على حجرة المساعدة القانونية ولا يكتب شيئاً.

# Navigation and the list
nav-legal = الطلبات
nav-legal-levels = مستويات الخدمة
nav-legal-figures = الأرقام
legal-title = المساعدة القانونية المتبادلة
legal-lead = دور من في كل طلب، وما بقي من الوقت. رموز وتواريخ وبصمات فقط: لا اسم ولا وقائع.
legal-none = لا طلبات هنا.
legal-unreadable = { $n ->
    [zero] كل الطلبات مقروءة.
    [one] طلب واحد من الجانب الآخر لا يذكر يوماً أو طرفاً معروفاً، فلا يُعرض منه شيء. راجعوا السلطة الأخرى.
    [two] طلبان من الجانب الآخر لا يذكران يوماً أو طرفاً معروفاً، فلا يُعرض منهما شيء. راجعوا السلطة الأخرى.
    [few] { $n } طلبات من الجانب الآخر لا تذكر يوماً أو طرفاً معروفاً، فلا يُعرض منها شيء. راجعوا السلطة الأخرى.
    [many] { $n } طلباً من الجانب الآخر لا تذكر يوماً أو طرفاً معروفاً، فلا يُعرض منها شيء. راجعوا السلطة الأخرى.
   *[other] { $n } طلب من الجانب الآخر لا تذكر يوماً أو طرفاً معروفاً، فلا يُعرض منها شيء. راجعوا السلطة الأخرى.
}
legal-narrow = تضييق القائمة
legal-show-open = الجارية
legal-show-ours = دورنا
legal-show-theirs = دور الجانب الآخر
legal-show-late = المتأخرة
legal-show-over = المنتهية
legal-show-all = الكل
legal-show-it = عرض
legal-col-reference = المرجعان
legal-col-turn = الدور
legal-col-clock = المهلة
legal-col-state = الحالة
legal-we-ask = نحن نطلب
legal-they-ask = يُطلب منا
legal-turn-ours = دورنا
legal-turn-theirs = دور { $party }
legal-turn-none = انتهى
legal-exercise = تمرين
legal-rule = ما لا يدخل هنا
legal-rule-why = لا أسماء ولا تواريخ ميلاد ولا أرقام هوية أو حسابات أو هواتف أو لوحات، ولا وقائع ولا أدلة. الطلب نفسه ينتقل مختوماً خارج السجل، ولا يرد هنا إلا مرجعه وبصمته.

# Clocks
legal-clocks = المهل
legal-clock-acknowledge = الإشعار بالتسلم
legal-clock-decide = البت
legal-clock-carry-out = التنفيذ
legal-clock-waiting = لم تبدأ
legal-clock-paused = موقوفة: القرار لدى الجانب الآخر أو الطلب مُرجأ
legal-clock-over = انتهى الطلب قبلها
legal-clock-running = { $n ->
    [zero] اليوم آخر يوم، { $date }
    [one] بقي يوم واحد، حتى { $date }
    [two] بقي يومان، حتى { $date }
    [few] بقيت { $n } أيام، حتى { $date }
    [many] بقي { $n } يوماً، حتى { $date }
   *[other] بقي { $n } يوم، حتى { $date }
}
legal-clock-overdue = { $n ->
    [zero] متأخر منذ { $date }
    [one] متأخر يوماً واحداً، كان آخره { $date }
    [two] متأخر يومين، كان آخره { $date }
    [few] متأخر { $n } أيام، كان آخره { $date }
    [many] متأخر { $n } يوماً، كان آخره { $date }
   *[other] متأخر { $n } يوم، كان آخره { $date }
}
legal-clock-met = { $n ->
    [zero] تم في آخر يوم، { $date }
    [one] تم في { $date } قبل الموعد بيوم
    [two] تم في { $date } قبل الموعد بيومين
    [few] تم في { $date } قبل الموعد بـ { $n } أيام
    [many] تم في { $date } قبل الموعد بـ { $n } يوماً
   *[other] تم في { $date } قبل الموعد بـ { $n } يوم
}
legal-clock-met-late = { $n ->
    [zero] تم في { $date }
    [one] تم في { $date } متأخراً يوماً
    [two] تم في { $date } متأخراً يومين
    [few] تم في { $date } متأخراً { $n } أيام
    [many] تم في { $date } متأخراً { $n } يوماً
   *[other] تم في { $date } متأخراً { $n } يوم
}
legal-levels-in-force = المدد السارية بالأيام: الإشعار { $acknowledge }، البت { $decide } ويُمدد مرة { $extend }، التنفيذ { $carry }. تنتهي في يوم عمل لدى الجانب المطلوب منه.
legal-calendar-missing = لم يقدم ذلك الجانب تقويمه بعد، فتُحسب كل الأيام.
legal-benchmark = المدة المرجعية

# A request
legal-since = منذ { $date }
legal-next = ما يمكن الآن
legal-rewrite = تعديل الطلب
legal-gaps = ما ينقص الطلب
legal-gap-field = ينقص: { $field }
legal-gap-enclosure = يلزم إرفاق: { $what }
legal-complete = الطلب مكتمل.
legal-life = سيرة الطلب
legal-life-none = لم تُتخذ خطوة بعد: المسودة مطلعٌ عليها فقط.
legal-stray = خطوات في غير موضعها
legal-stray-why = لا أثر لها: لم تكن ممكنة في موضعها. تُعرض ليتشاور الجانبان.
legal-uses = حدود الاستخدام
legal-use-open = سارٍ بلا أجل
legal-use-public = علني: لم يعد مقيداً
legal-use-holds = { $n ->
    [zero] ينتهي اليوم
    [one] باقٍ يوم واحد
    [two] باقٍ يومان
    [few] باقٍ { $n } أيام
    [many] باقٍ { $n } يوماً
   *[other] باقٍ { $n } يوم
}
legal-use-soon = { $n ->
    [zero] ينتهي اليوم
    [one] ينتهي قريباً: بعد يوم
    [two] ينتهي قريباً: بعد يومين
    [few] ينتهي قريباً: بعد { $n } أيام
    [many] ينتهي قريباً: بعد { $n } يوماً
   *[other] ينتهي قريباً: بعد { $n } يوم
}
legal-use-expired = { $n ->
    [zero] انتهى
    [one] انتهى منذ يوم
    [two] انتهى منذ يومين
    [few] انتهى منذ { $n } أيام
    [many] انتهى منذ { $n } يوماً
   *[other] انتهى منذ { $n } يوم
}
legal-codes = بيانات الطلب
legal-hidden = { $n ->
    [zero] كل القيم رموز.
    [one] قيمة واحدة لا تُعرض لأنها ليست رمزاً.
    [two] قيمتان لا تُعرضان لأنهما ليستا رمزين.
    [few] { $n } قيم لا تُعرض لأنها ليست رموزاً.
    [many] { $n } قيمة لا تُعرض لأنها ليست رموزاً.
   *[other] { $n } قيمة لا تُعرض لأنها ليست رموزاً.
}
legal-problems = ما يلزم تصويبه
legal-new-lead = رموز فقط. يُفحص الاكتمال قبل الاطلاع؛ والطلب المختوم يُرسل بقناته خارج السجل.
legal-check = فحص الاكتمال
legal-share = إطلاع السلطة المركزية الأخرى
legal-anyway = أُطلعهم على المسودة مع أنها ناقصة
legal-step-lead = خطوة في الطلب { $reference }. ما يُثبت لا يُعاد كتابته.
legal-state-it = إثبات: { $step }

# Private notes
legal-notes-rule = تُفحص الملاحظات قبل حفظها: لا رقم مدني ولا حساب ولا هاتف ولا بريد ولا لوحة. والفحص لا يكشف الأسماء، فلا تكتبها.
legal-note-title = لم تُحفظ الملاحظة
legal-note-lead = يبدو أن فيها بيانات شخصية، ولا مكان لها هنا. ما كتبته باقٍ أدناه؛ احذف ما وُجد ثم احفظ.
legal-note-found = ما وُجد
legal-found-civil-id = رقم مدني: اثنا عشر رقماً فيها تاريخ ميلاد أو رقم تحقق صحيح
legal-found-iban = رقم حساب مصرفي دولي (آيبان) صحيح أرقام التحقق
legal-found-phone = رقم هاتف
legal-found-email = عنوان بريد إلكتروني
legal-found-plate = رقم لوحة مركبة
legal-found-too-long = نص أطول مما يُفحص

# Service levels and calendars
legal-levels-lead = المدد التي اتفقت عليها السلطتان لكل فئة. وما لم يُتفق عليه فالمدة المرجعية: 7 أيام، ثم 30 وتُمدد مرة 30، ثم 90.
legal-propose = اقتراح
legal-calendar-why = تنتهي كل مهلة في يوم عمل لدى الجانب الذي عليه الدور. تواريخ بلا أسماء.
legal-calendar-open = فتح التقاويم
legal-calendar-save = حفظ تقويمنا
legal-calendar-none = لم يُقدم بعد
legal-comma = {"، "}
legal-calendar-days = { $n ->
    [zero] بلا عطل
    [one] يوم عطلة أو فترة واحدة
    [two] فترتا عطلة
    [few] { $n } فترات عطلة
    [many] { $n } فترة عطلة
   *[other] { $n } فترة عطلة
}

# Figures
legal-figures-lead = أرقام نصف السنة كما في السجل، وما يجوز عرضه منها خارج السلطتين.
legal-figures-of = النصف { $half } من { $year }
legal-figure = الرقم
legal-complete-figures = كاملاً، للسلطتين وحدهما
legal-shown-figures = المعروض خارجهما
legal-withheld = محجوب
legal-never-shown = لا يُعرض أبداً
legal-suppressed-why = يُعرض العدد خارج السلطتين بشرائح من خمسة، ويُحجب ما يقل عن خمسة. ولا يُعرض ما انتهى أو أُعيد بأكثر مما أُرسل في النصف نفسه، ولا تُعرض الأجزاء بأكثر من الكل، ولا يُعرض الوسيط إلا بأسابيع كاملة ولخمسة طلبات فأكثر اختلفت مددها. فلا يمكن استنتاج عدد محجوب، ولو بجمع الأنصاف كلها. أما عدد القائم وأعداد الفئات فلا تُعرض أبداً.
legal-band = من { $from } إلى { $to }
legal-at-least = { $n } فأكثر
legal-weeks = { $to ->
    [zero] أقل من أسبوع
    [one] أقل من أسبوع
    [two] بين أسبوع وأسبوعين
    [few] بين { $from } و{ $to } أسابيع
    [many] بين { $from } و{ $to } أسبوعاً
   *[other] بين { $from } و{ $to } أسبوع
}
legal-weeks-or-more = { $n ->
    [zero] أسبوع فأكثر
    [one] أسبوع فأكثر
    [two] أسبوعان فأكثر
    [few] { $n } أسابيع فأكثر
    [many] { $n } أسبوعاً فأكثر
   *[other] { $n } أسبوع فأكثر
}
legal-figures-strange = { $n ->
    [zero] كل الفئات والأسباب رموز من القوائم.
    [one] طلب واحد فئته أو سبب رفضه ليس رمزاً من القوائم. يُحسب في المجموع ولا يُحسب في فئة ولا سبب؛ راجعوا السلطة الأخرى.
    [two] طلبان فئتهما أو سبب رفضهما ليس رمزاً من القوائم. يُحسبان في المجموع ولا يُحسبان في فئة ولا سبب؛ راجعوا السلطة الأخرى.
    [few] { $n } طلبات فئتها أو سبب رفضها ليس رمزاً من القوائم. تُحسب في المجموع ولا تُحسب في فئة ولا سبب؛ راجعوا السلطة الأخرى.
    [many] { $n } طلباً فئتها أو سبب رفضها ليس رمزاً من القوائم. تُحسب في المجموع ولا تُحسب في فئة ولا سبب؛ راجعوا السلطة الأخرى.
   *[other] { $n } طلب فئتها أو سبب رفضها ليس رمزاً من القوائم. تُحسب في المجموع ولا تُحسب في فئة ولا سبب؛ راجعوا السلطة الأخرى.
}
legal-figures-broken = لا تراعي هذه الأرقام قاعدة العرض، فلا يُعرض منها شيء. لا توافقوا عليها، واطلبوا غيرها من الجانب الآخر.
legal-figures-propose = عرض هذه الأرقام على السلطة الأخرى
legal-figures-agreed = الأرقام المقدمة
legal-figures-none = لم تُقدم أرقام بعد.
legal-figures-file = ملف الأرقام للنشر
legal-cross = كيف تخرج الأرقام
legal-cross-why = بعد اتفاق السلطتين يأخذ موظف السلطة المركزية الملف بيده، ويقدمه مسؤول الملف في الحوار. لا يخرج من هنا شيء آخر، ولا يخرج شيء وحده.
legal-need = ما يفيد
legal-published-lead = أرقام نصف سنوية اتفقت عليها السلطتان المركزيتان: شرائح من خمسة، ويُحجب ما يقل عن خمسة.
legal-published-none = لم يُقدم ملف أرقام بعد.
legal-to-agenda = إدراج بند في جدول الأعمال
legal-to-commitment = اقتراح التزام
legal-agenda-item = المساعدة القانونية المتبادلة: { $figures }
legal-commitment = تحسين سير المساعدة القانونية المتبادلة بناءً على: { $figures }
legal-bring = تقديم ملف من السلطة المركزية
legal-bring-file = ملف الأرقام
legal-file-empty = لم يُختر ملف، أو هو فارغ.
legal-file-form = ليس هذا ملفاً من النوع المطلوب. اطلبه من جديد ممن أعطاه.
legal-file-codes = في الملف ما ليس رمزاً من القوائم. لم يُقرأ منه شيء.
legal-file-small = في الملف عدد ليس شريحة من خمسة: ما يقل عن خمسة يُحجب، وغيره 5 أو 10 أو 15 وهكذا. لم يُؤخذ منه شيء.
legal-file-gives-away = يعرض الملف أكثر مما يجوز عرضه، فما فيه يتيح استنتاج عدد محجوب. لم يُؤخذ منه شيء.
legal-file-open = لم ينته نصف السنة الذي يخصه الملف، ولا أرقام لنصف لم ينته. قدّم الملف بعد آخر يوم منه.
legal-file-foreign = لم تُعدّ هذا الملف حجرةُ هذه العقدة، أو تغيّر مفتاحها. اطلب من السلطة المركزية لديكم تنزيله من جديد.
legal-file-same = هذه الأرقام مقدمة هنا من قبل، وهي نفسها. وافق عليها أعلاه إن لم يوافق جانبك بعد.
legal-file-differs = هنا أرقام أخرى لهذا النصف. لا توافق عليها، ولتقارن السلطتان المركزيتان ما لديهما.
legal-file-changed = تغيّر الملف منذ إعداده: بصمته لا تطابقه. اطلبه من جديد.

# The file that works without a network
legal-offline = الطلب الموجه كملف
legal-offline-why = يعمل على جهاز بلا شبكة، بالعربية والإنجليزية، ويعطي ملف رموز تعيده هنا مسودةً.
legal-offline-take = تنزيل الملف
legal-offline-bring = ملف الرموز
legal-offline-read = قراءته مسودةً
legal-file-page-title = طلب مساعدة قانونية: فحص الاكتمال
legal-file-page-lead = رموز فقط، بلا شبكة. لا تكتب اسماً ولا رقم هوية في أي موضع.
legal-file-page-other = English
legal-file-page-check = فحص الاكتمال
legal-file-page-save = حفظ ملف الرموز
legal-file-page-choose = اختر …
legal-file-page-gap = ينقص:
legal-file-page-lacks = يلزم إرفاق:
legal-file-page-reference = رقم المرجع ليس بالشكل المطلوب.
legal-file-page-complete = الطلب مكتمل
legal-file-page-incomplete = ما ينقص الطلب

# Papers
legal-paper-acknowledgement = إشعار بتسلم طلب مساعدة قانونية
legal-paper-figures = أرقام المساعدة القانونية المتبادلة
legal-paper-marking = للسلطتين المركزيتين وحدهما
legal-paper-their-reference = مرجع الجهة الطالبة
legal-paper-our-reference = مرجع الجهة المطلوب منها
legal-paper-from = الدولة الطالبة
legal-paper-to = الدولة المطلوب منها
legal-paper-office = الجهة التي تسلمته
legal-paper-acknowledged = تاريخ الإشعار
legal-paper-expected = البت متوقع في
legal-paper-point = البيان
legal-paper-entry = القيمة
legal-paper-no-names = لا يرد في هذا الإشعار اسم ولا وقائع.
legal-paper-suppressed = العدد شريحة من خمسة، ويُحجب ما يقل عن خمسة ومعه كل ما يكشفه.

# Refusals and rules
refusal-r-046 = لا يدخل شاغل هذه الوظيفة ({ $function }) إلى هنا.
refusal-r-046-do = اعمل بوظيفة أخرى.
refusal-r-047 = لا يرد هذا النوع ({ $type }) في هذا الحوار.
refusal-r-047-do = قدّمه في الحوار الذي يخصه.
refusal-r-048 = لا يمكن لجانبنا هذه الخطوة ({ $step }) والطلب على حاله ({ $state }).
refusal-r-048-do = افتح الطلب من جديد وانظر ما يمكن الآن.
rule-not-a-code = ليس رمزاً بالشكل المطلوب: { $form }.
rule-personal-data = يبدو بيانات شخصية ({ $what })، ولا مكان لها هنا.
rule-too-small = ليس شريحة من خمسة: ما يقل عن خمسة يُحجب، وغيره يُقرَّب نزولاً إلى 5 أو 10 أو 15 وهكذا.
rule-gives-away = يتيح استنتاج عدد محجوب؛ احجب ما يُعرض معه.
audit-did-figures-file = أخذ ملف الأرقام للنشر
function-unknown = صفة غير معروفة

# سجل تدقيق الحجرة
nav-legal-audit = سجل التدقيق
trail-lead = من فتح أي طلب ومتى، ومن دوّن ماذا، الأحدث أولاً. يذكر الحسابات والبنود، ولا يذكر ما فيها أبداً.
trail-empty = لم يُدوَّن شيء بعد. كل فتح لصفحة طلب وكل فعل يترك سطراً هنا.
trail-pages = صفحات السجل
trail-newest = الأحدث
trail-older = الأقدم
trail-file = حفظ بصيغة CSV
trail-function = الصفة
trail-code = الرمز
trail-link = الربط بالسطر السابق (SHA-256)
trail-apart-why = يبقى السجل على عقدتنا في ملف الحجرة نفسها. ولكل سطر بصمة عليه وعلى السطر السابق، فيظهر كل نقص أو تغيير، ولا يقرؤه إلا مدقق الحجرة.
audit-did-legal-saw-list = اطّلع على قائمة الطلبات
audit-did-legal-opened = فتح الطلب
audit-did-legal-opened-life = فتح سيرة
audit-did-legal-took-acknowledgement = أخذ إشعار التسلم للطلب
audit-did-legal-took-proof = أخذ إثبات
audit-did-legal-took-form = نزّل النموذج الذي يعمل بلا شبكة
audit-did-legal-saw-figures = اطّلع على الأرقام
audit-did-legal-saw-trail = قرأ هذا السجل
audit-did-legal-took-trail = أخذ هذا السجل ملفاً
audit-did-legal-read-draft = قرأ مسودة من ملف
audit-did-legal-put-request = أطلع الجانب الآخر على الطلب
audit-did-legal-changed-request = عدّل الطلب
audit-did-legal-stated-step = أثبت خطوة في
audit-did-legal-put-level = اقترح مستوى خدمة
audit-did-legal-put-calendar = حفظ تقويمنا
audit-did-legal-put-figures = قدّم أرقاماً
audit-did-legal-changed-note = غيّر ملاحظات خاصة على
audit-did-legal-consented = وافق على
audit-did-legal-rejected = رفض
audit-did-legal-withdrew = سحب
audit-did-legal-redacted = طلب محو قيم من
audit-did-legal-other-act = فعل فعلاً آخر في
audit-did-legal-refused = حاول أمراً ورُفض
