extension Vocabulary {
  /// How messages begin, sigh, end and wink, by mood.
  static let turns = """
    open.angry
      right, <let's try again|here goes|listen> | I am <furious|livid|fuming|done being nice|beyond
        annoyed> | seriously? | what on earth is going on over there? | enough | do you people read
        these? | unbelievable | this is the {ordinal} time I'm writing | to whom it may concern, if
        anybody | sort it out! | words fail me, nearly | you asked for feedback, you'll get it | I've
        calmed down since {weekday}, a little | absolute shambles | where do I begin? | not again | wake
        up | are you having a laugh? | zero out of ten | congratulations, you've lost me
    open.flat
      short version | for the record | a note on {month} | since you ask | same as before | two things |
        reporting this again | facts first | no drama | following up on ticket {100000-999999} | FYI |
        quick one | so | well | about {weekday} | an update | ok here it is | summary of my week | re:
        order {order} | honest answer
    open.polite
      hello, hope you're <well|keeping warm|having a decent week> | good <morning|afternoon|evening> |
        dear {agent} | hi there | hi {agent}, thanks for picking this up | dear team | sorry to bother
        you again | I hope this reaches the right person | thank you for asking | hello from {city} |
        forgive the long message | greetings | with respect | I'd be grateful for some help | hi both |
        excuse my English, it's my third language | many thanks for the call {when} | I realise you're
        busy | hello and a good {weekday} | just a gentle nudge
    open.wry
      ah, the monthly survey | gather round | another day, another form | let me tell you a story |
        riddle me this | bravo | well well well | plot twist | in today's episode | slow clap | I'd like
        to thank the academy | once upon a time, in {month} | breaking news from {city} | dear diary |
        you'll love that one | five stars for suspense | what a time to be alive | asking for a friend |
        spoiler: it doesn't end well | tremendous
    open.warm
      hi lovely people | hello! | just wanted to say something nice for once | hey team | hiya | happy
        {weekday} | I never write reviews, but | quick thank you | good news for a change | hi {agent} |
        short and sweet | long time customer here | greetings from sunny {city} | first time writing |
        what can I say | ooh where to start | dear all | morning! | a big hello | right, compliments
    feel.angry
      it makes my blood boil | I'm sick to death of it | shame on you | pathetic, honestly | I could
        scream | you should be embarrassed | absolutely disgusting way to treat people | I want a name
        and a date | I've never been so cross about a {item} | what a joke of a company | I'll be
        telling everyone in {city} | do your job | ridiculous doesn't cover it | nobody takes
        responsibility, ever | my blood pressure can do without | a monkey with an abacus would do
        better | I am not asking any more, I'm telling | insulting | you couldn't run a bath | this ends
        on {weekday} or I involve a solicitor | utterly fed up | I've had it up to here | hang your
        heads
    feel.flat
      not ideal | I don't get it | it's tiring | that's about it | it is what it is | could be worse,
        could be better | I noticed, that's all | no strong feelings left | make of that what you will |
        it costs time | I expected a bit more | seven out of ten on a good day | neither here nor there
        | I'm neutral by temperament | the facts speak for themselves | it's a pattern by now | adds
        stress, that's the main thing | just tired | can't say more than that | still thinking about it
        | hm | that's my experience anyway
    feel.polite
      I don't mean to complain | I do understand things go wrong | perhaps it's an oversight | I'm sure
        you're doing your best | I say it with kindness | I'd hate to have to leave | we have always got
        on well so far | I appreciate the effort all the same | please don't take it the wrong way | it
        would put my mind at ease | I'd be ever so grateful for clarity | a little embarrassed to ask
        again | I remain hopeful | I've always defended you to friends | it is rather worrying | I'd
        like to stay, if I can | no rush, though a little rush would be welcome | one does wonder | I
        feel slightly let down | it would mean a lot | I know it isn't your fault personally
    feel.wry
      what a triumph of engineering | I'm thinking of framing the emails | at least the mascot looks
        happy | ten out of ten for consistency | truly the future | who needs sleep | Kafka would have
        taken notes | I've aged | my hopes were low and yet | somebody deserves a medal, or a nap | it
        builds character, I'm told | this must be the premium experience | silver lining: my patience
        has muscles now | poetry | I'd laugh if it were somebody else | lovely, just lovely, said nobody
        | chef's kiss | I look forward to the sequel | thoughts and prayers | keep it up, science is
        watching | magnificent, in its way
    feel.warm
      made my <day|week|month|morning> | it's the little things | honestly delighted | I'm a happy bunny
        | a joy from start to finish | chuffed to bits | thank you, thank you | warms the heart | I keep
        smiling at it | couldn't be happier | so pleased | bless you all | you've got a fan | that's how
        it should be | grinning like an idiot | restored my faith in post | brilliant people | I'm over
        the moon | it felt personal | proper old fashioned care
    close.angry
      fix it | I expect an answer by {weekday} | last warning | do better | don't send me another survey
        | goodbye | I'm cancelling the {plan} | refusing to say more | consider this formal notice |
        over to you, again | and no, I won't rate the chat | call me, {hour}, don't email | enough said
        | see you on the review sites | put that in your newsletter
    close.flat
      that's all | end of | thanks | let me know | <regards|rgds>, {given.en} | no reply needed | will
        see | moving on | please log it | that's it from me | ok bye | to be continued | I'll check
        again on {weekday} | waiting | sent over my <phone|tablet|bus seat>
    close.polite
      thank you for your time | kind regards, {given.en} | many thanks in advance | all the best,
        {given.en} {family.en} | please could someone look into it? | looking forward to hearing from
        you | with best wishes from {city} | have a lovely {weekday} | I'd appreciate a short reply |
        thank you, {agent} | please pass it on to whoever decides | yours sincerely, {family.en} |
        grateful for anything you can do | take care | I'll be by the phone after {hour} | sorry for
        going on | warmly, {given.en}
    close.wry
      yours, in suspense | hugs and invoices | same time next month? | your most patient customer,
        {given.en} | love from the back of the queue | I'll get my coat | fondly, number {1000-9999} in
        the line | the end, or is it | do keep me posted, pun intended | kisses | signed, a ghost | drop
        me a pigeon | until the next apology
    close.warm
      thanks again | big thanks from {city} | keep going | see you soon | love, {given.en} | x | hugs
        from {given.en} and {pet} | cheers | will be back | you're doing great | all the best to the
        team | see you in {month} | much love | have a cracking {weekday} | bye for now | ta
    emoji.angry
      😡 | 🤬 | 👎👎 | 😤 | 💩 | 🙄 | 🤦 | 😠 | ☹️
    emoji.flat
      😐 | 🤷 | 👀 | 😕 | ⏳ | 💤 | 🙃 | 📦
    emoji.polite
      🙏 | 🙂 | 😊 | 🌷 | ☕️ | 😅 | 🤞
    emoji.wry
      🤡 | 🙃 | 🐌 | 👏👏👏 | 😂 | 🎪 | 💀 | 🕰️ | 🍿
    emoji.warm
      ❤️ | 😍 | 🎉 | 🥰 | 🙌 | 👍 | ✨ | 💛 | 🤗 | 🔥 | 😊😊
    filler
      um,  | well,  | you know,  | I mean,  | so yeah,  | look,  | er,  | to be honest,  | how shall I
        put it,  | right, so  | let me think,  | anyway,  | like I said,  | okay so  | basically,  | I
        guess  | mm,  | thing is,  | what else, oh,  | see,  | as I told {agent},  | hang on,  | yeah
        no,  | actually,
    """
}
