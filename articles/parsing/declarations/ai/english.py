"""Find statements in English that AI made an article or a part of it, by the form of a whole sentence.

The subject is this very article, its pictures, or its author, who says for what he used AI: then the article or a part
of it is named as well. A sentence about anything else, or about others, is prose. Reads sentences of at most 240
characters, so it is linear.
"""

from __future__ import annotations

import re

_MOST = 240
_WORK = (
    r"(?:articles?|posts?|pieces?|story|stories|columns?|essays?|blogs?|blog ?posts?|pages?|content|videos?|"
    r"text|newsletters?|issue|"
    r"publication|works?|reports?|reviews?|summary|translation|draft|write-?up|copy|thread|guide|tutorial|"
    r"episode|podcast|"
    r"transcript|update|entry|answer|note|notes|edition|script)"
)
_PICTURE = (
    r"(?:images?|photos?|pictures?|pics?|illustrations?|graphics?|visuals?|artworks?|art|thumbnails?|covers?|"
    r"banners?|drawings?|"
    r"charts?|diagrams?|headers?|portraits?|cartoons?|animations?|audio(?: version)?|narration|voice-?overs?|music|"
    r"soundtrack|subtitles|captions?)"
)
_PART = (
    r"(?:parts?|portions?|sections?|bits|pieces|elements?|some|most|all|much|half|paragraphs?|the (?:text|body|"
    r"language|wording|"
    r"headline|title|summary|introduction|outline|first draft|images?|illustrations?|pictures?|translation|"
    r"cover|research))"
)
_THIS = (
    rf"(?:this|the(?= (?:article|post|story|piece|essay|newsletter)\b)|the above|the following|today['’]?s|my|"
    rf"our)(?: [a-z-]{{3,12}})?(?: {_WORK}|(?: {_PICTURE}))"
)
_MODEL = (
    r"(?:(?:generative |an? |the |adobe |adobe's |google |google's |openai's |microsoft |meta |bing |canva |"
    r"some |various |several |other |open ?)*(?:ai\b|a\.i\.|aigc|artificial intelligence|large language "
    r"models?|llms?|language models?|chat ?bots?|chat ?gpt|gpt|openai|claude|gemini|copilot|deepseek|kimi|qwen|"
    r"doubao|grok|llama|"
    r"midjourney|dall[-·. ]?e|stable diffusion|firefly|sora|suno|ideogram|perplexity|grammarly ?go|bard|"
    r"mistral|flux|runway|"
    r"eleven ?labs|notion ai|jasper|nano banana|whisper|deepl)"
    r"(?:[- ]?[a-z]?\d[\w.]{0,4}| ?\(?(?:pro|plus|max|mini|turbo|tools?|models?|assistants?|assistance|"
    r"software|technology|"
    r"generators?|systems?|chatbots?|writing|image|language|translation|support|help)\)?){0,3})"
)
_MADE = (
    r"(?:(?:co-|re-)?(?:written|drafted|generated|created|produced|made|edited|translated|illustrated|composed|"
    r"designed|polished|"
    r"proof-?read|rewritten|summari[sz]ed|outlined|drawn|rendered|assisted|compiled|researched|transcribed|"
    r"prepared|developed|"
    r"authored|refined|improved|enhanced|reviewed|checked|copy-?edited|narrated|voiced|synthesi[sz]ed|built|"
    r"formatted|revised))"
)
_DO = (
    r"(?:writ(?:e|ing)|draft(?:ing)?|generat(?:e|ing)|creat(?:e|ing)|produc(?:e|ing)|mak(?:e|ing)|edit(?:ing)?|"
    r"translat(?:e|ing|ion)|"
    r"illustrat(?:e|ing)|compos(?:e|ing)|design(?:ing)?|polish(?:ing)?|proof-?read(?:ing)?|rewrit(?:e|ing)|"
    r"summari[sz](?:e|ing)|"
    r"outlin(?:e|ing)|draw(?:ing)?|prepar(?:e|ing|ation)|research(?:ing)?|refin(?:e|ing)|improv(?:e|ing)|check(?:ing)?|"
    r"brainstorm(?:ing)?|structur(?:e|ing)|organi[sz](?:e|ing)|tidy(?:ing)?|clean(?:ing)?|correct(?:ing)?|"
    r"transcrib(?:e|ing)|"
    r"compil(?:e|ing)|format(?:ting)?|revis(?:e|ing)|copy-?edit(?:ing)?|grammar|shorten(?:ing)?|smooth(?:ing)?|"
    r"put(?:ting)?|"
    r"help(?:ing)?|assist(?:ing)?)"
)
_HELP = (
    r"(?:(?:the |some |a little |a bit of |significant |partial |heavy )*(?:help|assistance|aid|support|use|"
    r"input|collaboration|"
    r"involvement) (?:of|from|by|with) )"
)
_ADVERB = (
    r"(?:(?:partly|partially|entirely|fully|largely|mostly|mainly|wholly|completely|initially|first|originally|"
    r"also|in part|"
    r"primarily|automatically|jointly|collaboratively|and|or|then|,|a human|humans?|me|us|the author|human|was|"
    r"were|with)[ ,]+)"
)
_BY = (
    rf"(?:from [a-z]{{3,12}} )?(?:(?:in)?to [a-z]{{3,12}} )?(?:by|with|using|via|through|from|"
    rf"in) (?:{_HELP})?(?:{_ADVERB}){{0,3}}(?:by |with )?{_MODEL}"
)
_BE = r"(?:is|was|are|were|has been|have been|had been|been|being|got)"
_LABEL = (
    r"(?:(?:ai )?(?:disclosure|disclaimer|note|notice|ai note|author['’]?s note|editor['’]?s note|"
    r"full disclosure|transparency note|"
    r"transparency|statement|p\.?s\.?|fyi|n\.?b\.?|acknowledge?ments?|ai statement|ai usage|credits?)(?: ?[:—–-]+ ?| ))"
)
_SOMEBODY = r"(?:i|we|the author|the authors|the editors?|this author|the writer|our team|our editors|the team)"
_FORMS = tuple(
    re.compile(rf"^{_LABEL}{{0,2}}(?:{form})", re.IGNORECASE)
    for form in (
        # This article was partly written by AI. Parts of this post were drafted with the help of ChatGPT.
        rf"(?:{_PART} (?:of|in) )?{_THIS} (?:{_BE} )?(?:{_ADVERB}){{0,4}}{_MADE} (?:[a-z]+ ){{0,4}}?(?:and )?(?"
        rf":{_MADE} )?{_BY}",
        rf"{_PART} (?:of |in )(?:{_THIS}|it) (?:{_BE} )(?:{_ADVERB}){{0,4}}(?:ai|machine)[- ](?:generated|"
        rf"assisted|written|made)",
        rf"{_THIS} (?:{_BE} )?(?:{_ADVERB}){{0,3}}(?:an? )?(?:ai|chatgpt)[- ](?:generated|assisted|written|"
        rf"made|created|drafted|aided|edited|translated|powered)",
        rf"{_THIS} (?:contains?|includes?|features?|uses?|used|may contain|incorporates?) (?:some |an? |"
        rf"text and |images? |and |content )*"
        rf"(?:{_MODEL}[- ]?(?:generated|assisted|written|made|created)|(?:text|{_PICTURE}|content|"
        rf"passages) (?:generated|created|made|written) {_BY})",
        # I used ChatGPT to help draft this article.
        rf"{_SOMEBODY} (?:have |has |had )?(?:{_ADVERB})?(?:used|relied on|made use of|worked with|turned to|"
        rf"asked|employed|utili[sz]ed|"
        rf"consulted|enlisted|had) (?:{_HELP})?{_MODEL} (?:{_HELP})?(?:to|for|in|while|when|as|with|during|"
        rf"on) [^.]{{0,60}}?{_DO}\b[^.]{{0,60}}?"
        rf"(?:{_THIS}|the {_PICTURE}|(?:the|my|its) (?:text|language|wording|grammar|prose|draft|spelling|"
        rf"translation))",
        rf"{_SOMEBODY} (?:have |has )?{_MADE[:-1]}|wrote|drafted|made) {_THIS} (?:[a-z]+ ){{0,3}}?{_BY}",
        # AI helped me write this piece. AI tools were used in preparing this article.
        rf"{_MODEL} (?:also |partly )?(?:helped|assisted|wrote|drafted|generated|created|edited|translated|"
        rf"contributed|polished|"
        rf"proofread|made|drew|illustrated)\b[^.]{{0,60}}?{_THIS}",
        rf"{_MODEL} {_BE} (?:{_ADVERB})?used (?:to|for|in|while|when|as|during) [^.]{{0,60}}?(?:{_THIS}|"
        rf"the {_PICTURE}|(?:the|its) (?:text|language|"
        rf"preparation|production|writing|making|creation|translation|grammar))",
        # Images generated with DALL-E. Header image: Midjourney.
        rf"(?:the |all |some |most |cover |header |featured |lead |hero |title |top |main |above |inline |"
        rf"accompanying |in-article |our )*"
        rf"{_PICTURE}(?: and {_PICTURE})?(?: (?:in|for|of|on|accompanying|used in) {_THIS})?(?: credits?)?"
        rf"(?: ?[:/|—–-] ?(?:(?:{_MADE} )?(?:{_BY}|{_MODEL})|(?:ai|machine)[- ]{_MADE})\s*$"
        rf"| (?:{_BE} )?(?:{_ADVERB}){{0,3}}(?:{_MADE} {_BY}|(?:ai|machine)[- ]{_MADE})(?=\s*$|[,;]| and )|"
        rf"(?: (?:by|via|courtesy of|from|is from|are from) {_MODEL})\s*$)",
        # Written with the help of AI. / Drafted by Claude, edited by a human.
        rf"(?:{_ADVERB})?{_MADE} (?:and {_MADE} )?{_BY}(?:[ ,;(][^.]{{0,60}}(?:human|me|us|the author|editor|"
        rf"edited|reviewed|checked|team)[^.]{{0,30}})?\s*$",
        rf"(?:english |chinese |the )?(?:translation|transcription|transcript|subtitles|summary|editing|"
        rf"proofreading|narration)s? "
        rf"(?:by|with|via|from|is by|was done by) {_MODEL}\s*$",
        # Made in collaboration with AI; AI-assisted writing.
        r"(?:human[- ]and[- ]ai|ai[- ]and[- ]human) (?:collaboration|co-?creation)",
    )
)
_OWN = re.compile(rf"\b(?:this|the above|the following) (?:[a-z-]{{3,12}} )?{_WORK}\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|no|never|without|none|neither|n['’]t|zero|refus\w+|whether|if you|how to|how i|should|must|said|"
    r"says|claims?|claimed|"
    r"accus\w+|alleg\w+|found|court|police|rules?|policy|policies|suspect\w*|reportedly|according|"
    r"asked whether|would)\b|n['’]t\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\b(?:AI|ai|Ai|A\.I|LLM|ChatGPT|Chatgpt|chatgpt|GPT|Claude|Gemini|Copilot|DeepSeek|Deepseek|deepseek|"
    r"Midjourney|midjourney|DALL|Dall|dall|"
    r"Stable Diffusion|artificial|Artificial|language model|Sora|Suno|Kimi|Grok|Flux|Firefly|Qwen|Doubao|Llama|"
    r"Perplexity|"
    r"DeepL|Whisper|Runway|Ideogram|ElevenLabs|Bard)"
)
_SENTENCE = re.compile(r"(?:[^.!?;\n。()\[\]]|\.(?=[A-Za-z0-9\-]))+")


def find_english(text: str) -> list[tuple[int, int, bool]]:
    """Return (start, end, whether it names this very article) of the sentences of a text in normal form that say so."""
    if not _HINT.search(text):
        return []
    found = []
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group().strip(" *_-—–\"'“”")
        if (
            len(said) <= _MOST
            and _HINT.search(said)
            and not _DENIAL.search(said)
            and text[sentence.end() : sentence.end() + 1] != "?"
            and any(form.match(said) for form in _FORMS)
        ):
            start = sentence.start() + sentence.group().index(said)
            found.append((start, start + len(said), _OWN.search(said) is not None))
    return found[:5]
