"""The course: claims about attention, one a page, each seen and measured on the person's own sentence.

Pages are data (``resources/course``, or a teacher's folder). `page` says what a page is, `reading`
reads one, `folder` a whole course, and `study` measures what a page asks for on two traces: the one
before the page's switch is thrown and the one after.
"""
