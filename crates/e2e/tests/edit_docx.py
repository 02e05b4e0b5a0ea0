# Edits a joint text as Word does with tracking on: takes all words of one provision out and puts
# others in, in both languages. Arguments: from, to, item, Arabic words, English words.
import re
import sys
import zipfile
from xml.sax.saxutils import escape

source, target, item, arabic, english = sys.argv[1:6]
who = 'w:id="900%d" w:author="Legal Adviser" w:date="2020-11-16T09:00:00Z"'


def changed(control, words, nth):
    runs = re.findall(r"<w:r>.*?</w:r>|<w:r .*?</w:r>", control, re.S)
    texts = [run for run in runs if "<w:t" in run]
    gone = "".join(
        run.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        for run in texts
    )
    look = re.search(r"<w:rPr>.*?</w:rPr>", texts[0], re.S)
    run = "<w:r>%s<w:t xml:space=\"preserve\">%s</w:t></w:r>" % (look.group(0) if look else "", escape(words))
    put = "<w:del %s>%s</w:del><w:ins %s>%s</w:ins>" % (who % nth, gone, who % (nth + 1), run)
    first = control.index(texts[0])
    for text in texts:
        control = control.replace(text, "", 1)
    return control[:first] + put + control[first:]


with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
    for name in before.namelist():
        data = before.read(name)
        if name == "word/document.xml":
            text = data.decode("utf-8")
            for nth, (language, words) in enumerate((("ar", arabic), ("en", english))):
                controls = re.findall(r"<w:sdt>.*?</w:sdt>", text, re.S)
                named = [one for one in controls if "%s:%s\"" % (item, language) in one]
                if len(named) != 1:
                    sys.exit("no control of %s in %s: %d" % (item, language, len(named)))
                text = text.replace(named[0], changed(named[0], words, nth * 2), 1)
            data = text.encode("utf-8")
        after.writestr(name, data)
