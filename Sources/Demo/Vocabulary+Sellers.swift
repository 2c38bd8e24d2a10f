extension Vocabulary {
  /// What sellers talk about.
  static let sellerThemes = """
    payouts.say
      refunds leave my balance <the same minute|in seconds|at once>, payouts take {span}
      you refunded <a buyer|the {item}> out of my balance and then froze <what was left|the rest>
      my <last|latest|{month}> payout still <hasn't arrived|isn't in my account|shows as pending>
      payout from {month} is <stuck|frozen|on hold> and nobody will say why
      you've been <sitting on|keeping|holding> {sum} of my money <for {span}|since {month}>
      I was told {weekday}, then {weekday}, and {bank} still shows nothing
      payouts used to land in two days, now it's {span} before I see a penny
      {sum} held back for a "routine review", which as far as I can tell nobody is doing
      where is my money for order {order}? the buyer has had it {span}
      the payout date <moved|slipped|changed> again, third time since {month}
      another month, another late payout
      late payouts are the rule since {month}, not the exception
      the {month} payout came {span} late, the one before it not at all
      payout late, rent late, {relative} not amused
      a late payout I can plan around, {count} in a row I can't
      my balance says {sum} available and the withdraw button is <greyed out|just gone|doing nothing>
      I had to <borrow from {relative}|dip into savings|put the rent on a card> because the transfer was
        late
      why does it take {span} to pay me for {items} that sold in {month}?
      my money held again, this time over a {item} that was delivered and reviewed five stars
      {bank} <confirmed|swears> nothing has been sent from your side
      payment was split into three, one part came, two didn't
      you release payouts whenever you feel like it, that's how it looks from here
      I ship within a day and get paid within <a season|a quarter|whatever mood you're in>
      new reserve policy took <thirty|twenty|fifteen> percent of everything I earned, no warning at all
      payout <failed|bounced>, reason code {100-999}, no <explanation anywhere|idea what that is>
      they said verifying my bank details takes 24 hours, that was {span} ago
      I've uploaded my passport {count} times now and the hold is still there
      the {weekday} transfer came up {sum} short and the statement doesn't add up
      my supplier for {items} wants paying upfront and I can't, since you've got it all
      there is a rolling hold on my earnings because of one refund, one
      cash flow is the whole problem, I sell plenty and can't touch my own earnings
      for {span} the dashboard has said "processing" and I know that word by heart
      got an email that the payout was on its way {when}, still waiting
      every time I ask about the missing payout the ticket gets closed
      someone needs to explain the deduction of {sum} on the {month} statement
      it isn't even the amount, it's not knowing which <week|day|month> it turns up
      I run {count} people's wages off this shop and the deposit was late again
      the payout calendar you publish is <fiction|decorative|a work of art> at this point
      currency conversion ate {2-9} percent and then the rest arrived {span} late
      sold a {item} for {sum} in {month}, haven't been paid for it
    payouts.more
      support keep pasting the same paragraph about banking days
      I checked with {bank} twice and they can see no incoming transfer
      meanwhile the fees come off instantly, funny that
      {agent} promised to call me back {when} and didn't
      rent was due on the {nth}
      other sellers on the forum report exactly this since {month}
      I've got <screenshots|statements|a spreadsheet> going back to {month} if anyone cares to look
      it makes ordering stock for {occasion} impossible
      my accountant asked what was going on and I couldn't answer
      two years ago you were the reliable ones
      nobody warned us about the new schedule
      I've stopped restocking {items} until this is sorted
      and no, I haven't changed my account number
      the help page says three working days, which is adorable
      one of the agents even admitted there's a backlog
      I can't keep financing your marketplace from my overdraft
      it went through on the {ordinal} attempt in {month}, so it can be done
      a friend who sells {items} moved hers to her own site over this
      that's my mortgage you're playing with
      no email, no banner, no apology
      I've printed the terms and I don't see where it allows that
      the only number I get is a case reference
      my partner thinks I'm making it up by now
      somebody reset it and it came back the next {weekday}
      at the post office they know my name, at your finance desk nobody does
      I would accept slow, what I can't accept is random
      I had {count} sales that week, none of them paid out yet
      the amount is small for you, it's groceries for us
    payouts.terse
      late payout. again | where's my money | pay me | payouts | paid late | {sum} missing | still
        pending | no payout since {month} | held funds | money held {span} | payout?? | slow to pay
    payouts.key
      I don't trust you with my money any more
      how am I supposed to trust a payout date now?
      trust is gone, <simple as that|sorry|and I doubt it comes back>
      I used to trust <this place|you|the schedule> completely
      it comes down to trust and right now there's none
      honestly can't trust that what I earn will reach me
      after {month} nobody here trusts the numbers on that screen
      once you've waited {span} for your own earnings you stop trusting promises
      I trusted you with two years of work
      a marketplace I can't trust to pay is no use to me
      hard to keep trusting people who hold {sum} and shrug
      there's no trust left between us and your finance team
      losing trust by the week
      I can't rely on you for rent day, let alone trust you
      let down again, and I don't trust the next promise either
      who'd trust that twice?
      you've burned every bit of trust I had
      for me this is about trust, more than about cash
      why should I go on trusting somebody who won't even answer?
      my trust ran out around {month}
      and trust, once spent, you know how that goes
      {relative} told me not to trust the thing with the rent money, and there we are
      I wouldn't trust it with anything over {sum}
      trusting this platform was my mistake
    fraud.say
      buyer kept the {item} and got the refund, both
      refunds are handed out to anyone with a photo of a dented box
      <a buyer|somebody|some account from nowhere> ran a scam on me with the {item}
      got hit by a chargeback {when}, {item} gone and the {sum} too
      another fake payment confirmation in my inbox, <very convincing|third this month|logo and
        everything>
      buyer says the {item} never arrived, the tracking photo shows him holding it
      someone sent me back a box of <gravel|old newspapers|potatoes|bricks> in place of the {item}
      my listings were copied word for word by a fake shop with my own photos
      three orders to one address in {city}, three different cards, all disputed
      I'm scared to ship anything over {sum} now
      the account that bought {items} from me was deleted the day after delivery
      phishing messages again, asking me to "verify" outside of the site
      a stolen card bought my {item} and I was the one left paying for it
      fraud on here has got so much worse since {month}
      they asked for my phone code pretending to be your security team
      empty parcel claim, no evidence asked of them, refund straight away
      scammers everywhere, I get {count} of these a week
      somebody logged into my shop from {city} and changed the bank account
      you always side with the buyer, even when they send back a different {item}
      I reported the fraudulent order within <an hour|ten minutes|a day> and you shipped the label
        anyway
      counterfeit copies of my {items} are sold two pages below the real ones
      a "buyer" wanted to overpay by {sum} and have me refund the rest
      the same man has cheated {count} of us, we compared notes on the forum
      lost a {item} worth {sum} to a swap, photos and all
      friendly fraud they call it, nothing friendly about it
      my seller account was cloned, complete with reviews
      bots are placing orders for {items} at {hour} and cancelling them
      got a dispute over a {item} sold in {month}, the window closed long ago
      there's a ring of these in {city}, same handwriting, same story
      each refund abuse case costs me a week of work
    fraud.more
      I reported it and got an automated thumbs up
      the police in {city} gave me a reference number and a sigh
      there is no way to block a bad account as far as I can see
      I now film myself packing every {item}
      seller protection turned out to protect nobody
      your form has no box for what really happened
      it makes you look at each order wondering which one will burn you
      I've started refusing anything above {sum}
      {relative} does not want me to carry on with it
      we had none of this two years ago
      insurance won't touch it
      the evidence was all there, nobody opened the attachments
      his profile is still live, by the way
      I sleep badly over it, to be frank
      {bank} said they see dozens of those from your platform
      one honest human reading the case would have seen it at once
      I'd pay extra for proper identity checks
      that {item} took me {count} evenings to make
      and I still owe the postage
      a signature on delivery apparently counts for nothing
      it's the helplessness that gets me
      the appeal was closed in <four minutes|under an hour|one line>
      my cousin in {city} had precisely the same trick pulled on her
      I keep a list of usernames taped to the wall
    fraud.terse
      scammers | too much fraud | chargeback, lost {sum} | scam buyers | fake orders | unsafe | got
        robbed | stolen card orders | cheats everywhere | no protection
    fraud.key
      fraud is the reason I look over my shoulder on here
      every second message smells of a scam
      I'm afraid of the next scam more than of a bad month
      nobody at your end seems afraid of fraud, I am
      between the scams and the fake slips I've had enough
      the fear of fraud takes the joy out of each sale
      report a scam here and nothing happens, ever
      it's fraud, call it what it is
      I won't list anything dear until the scammers are gone
      you can't trust anyone on here now
      I don't trust new buyers any more
      hard to trust an order that looks too good
      trust works both ways, I vouch for my {items}, who vouches for them?
      I no longer trust your checks
      lost my trust in the whole process after that
      how do I trust the next one?
      what I miss is trust, plain and simple
      I trusted a username with {count} good reviews, look where it got me
      nobody I know trusts your dispute team
      without trust this is just a lottery
      my trust in seller protection is nil
      I can't trust that the label, the card or the person is real
      trusting strangers was the fun of it, once
    fees.say
      when I refund a buyer you keep the fee, how is that right?
      {cur}{2-9} to process a refund I didn't even approve
      commission isn't returned on refunded orders, found that out the hard way
      refund handling charge on top of the listing charge
      the fees went up and the page got slow, so I pay a higher price for less
      {8-19} percent commission on a {item} leaves me with pennies
      price of the {plan} went from {sum} to {sum} in one go
      you charge for the listing, the sale, the label and now for the photo too
      I compared: same {items} elsewhere, half the commission
      what exactly does the monthly price pay for when search is this slow?
      the promoted listings cost me {sum} and sold one {item}
      hidden charge of {1-9}.{10-99} on every international order
      shipping label prices jumped again in {month}
      for a small maker the subscription is more than I clear in a slow month
      the fee calculator is off by a couple of percent, always in your favour
      a price rise and a slow app, what a pairing
      I'd upgrade to the {plan} if the price weren't so daft
      margins on {items} are thin enough without an advertising surcharge
      you take a cut of the postage, which is odd to say the least
      tiered pricing punishes anyone who has one good month
      VAT on top of the commission was news to me
      I worked it out over coffee: {20-41}% of each sale goes to you lot
      annual plan is cheaper but who has {sum} lying around in {month}
      cheaper than the others to be fair, though not by much since {month}
      fees fine, currency conversion greedy
      the free tier lost bulk edit and that smells of upselling
    fees.more
      happy to show you my spreadsheet
      the competitor in {city} charges a flat {sum} and done
      loyalty counts for nothing, I asked
      my {items} can't just go up a tenner to make room for it
      and the invoice is a riddle
      nobody explained the surcharge
      a discount for people who've been here for years would be decent
      I raised my prices {3-12}% and lost regulars
      it adds up over a year, trust me
      still doing the sums on whether it's worth it
      some of it is fair, I know servers aren't free
      give us at least a pause button for quiet months
      {relative} asked why I bother
      when the market in {city} is on I earn more in a morning
      the small print ran to {11-40} pages
      postage alone is {3-19}.{10-99} for a {item}
    fees.terse
      fees | too expensive | price | commission too high | pricey | ok but costs add up | fees fees fees
        | bit steep
    plan
      pro plan | starter plan | bigger plan | enterprise tier | upgrade | subscription
    listing.say
      the refund button is three menus deep and does nothing on my phone
      can't do a partial refund for one {item} out of {2-6} without cancelling the lot
      listing <one|a single> {item} takes <{6-40} minutes|half an evening|{count} screens>
      the photo uploader <crashes|freezes|spins forever> on anything from my phone
      price editing is painfully slow, I change one figure and wait
      bulk upload chokes on row {20-900} and doesn't say why
      categories make no sense, my {items} ended up under "automotive"
      I can't duplicate a listing without losing the variations
      inventory sync lags so I oversold the {item} in {colour}
      drafts vanish if the session times out
      the mobile app logs me out whenever I switch to the camera
      search ranking buried my {items} overnight around {month}
      the dashboard needs {8-50} seconds to load the price column, so slow
      please bring back the old editor, the new one hides everything
      no dark mode, no keyboard shortcuts, no undo
      variations for size and {colour} have to be typed one after another
      the csv template changed and none of my columns match
      the label printer integration only works on {weekday}s, I swear
      spell check underlines half of my product names
      image cropping cuts the {part} off every single time
      statistics page counts my own visits, which is flattering and useless
      shipping profiles reset themselves after the last release
      tags limited to {5-13}, who came up with that
      you can't schedule a sale price, it's all manual and slow
      the barcode scanner can't read anything printed before {month}
      messages and orders live on two different screens, why?
    listing.more
      I type the description in a notepad first, lesson learned
      tried Firefox, Chrome, even {relative}'s tablet
      error {400-599} and a cartoon of a broken robot
      my {items} need measurements and there's no field for those
      I'd be glad to join a beta
      it worked fine until the redesign
      there must be a hundred of us asking for it on the forum
      copying from last year's listing would save hours
      the tutorial video shows buttons that no longer exist
      I lost {count} drafts that way
      on desktop it's bearable, on android it isn't
      the autosave saves the wrong thing
      small stuff but it's daily
      I end up doing it at {hour} when your servers are awake
      a progress bar would be something
      one afternoon of a developer's time would fix it
      accessibility is poor too, {relative} uses a screen reader
      whoever tested that owns a very large monitor
    listing.terse
      slow | clunky | uploader broken | app crashes | needs bulk edit | confusing editor | laggy |
        works, mostly | dashboard slow
    help.say
      customer service refunded the buyer without asking me
      asked how to refund one {item} of two, got a poem about patience
      nobody could tell me who had approved the refund for order {order}
      customer service took {span} to reply and answered another question
      waited {20-90} minutes on hold listening to <panpipes|the same jingle|a saxophone>
      {agent} was lovely, but had no power to fix anything
      I explained the {item} thing to {count} different people
      the chat bot offered me an article on gift wrapping
      ticket closed as solved, it wasn't
      your customer service is polite and completely useless
      got a reply in {span}, copy and paste from the help pages
      nobody at customer service reads the thread before answering
      no phone number anywhere, only a form with {200-500} characters
      emailed {when}, rang {when}, tweeted out of despair
      transferred from {agent} to billing to shipping and back to {agent}
      the account manager left in {month} and was never replaced
      support hours are {hour} to {hour} in a timezone I don't live in
      I was asked to rate the chat before it had begun
      {agent} sorted it in five minutes after {count} colleagues couldn't
      three answers, all different, each very sure of itself
      escalated to tier two, which seems to be a mailbox nobody opens
    help.more
      all I wanted was a yes or a no
      the reference is {100000-999999} in case someone looks
      I'm not cross with {agent}, I'm cross with whoever wrote the script
      they kept calling me Margaret
      one proper callback would have done it
      I still don't know the outcome
      a human within a day would be plenty
      I attached photos, they asked for photos
      if I treated my own customers like that I'd have none
      somebody did apologise in the end, credit where due
      I gave up and asked on the forum, answered in minutes
      my message got marked as spam, apparently
    help.terse
      slow support | no reply | bots | nobody answers | help desk needs help | ignored | support ok
    sellerPraise.say
      sold {count} {items} in my first <{month}|week|quarter>, still can't believe it
      it's become a proper income for <us|me|the family> and I love the community
      setup was a doddle, had my first order from {city} the same evening
      buyers here appreciate handmade, that's rare
      the new order page is so much nicer to work with
      I <quit|gave up> the {weekday} market in {city}, this does better
      {agent} from onboarding rang me and walked me through everything
      <really|ever so|very> pleased with how my {items} <look|come across|turn out> on the page
      <shipping|postage> labels in <one click|seconds|no time>, <brilliant|love that|finally>
      my little {items} business wouldn't exist otherwise
      the seller meet-up in {city} was a joy
      regulars come back for {items} every {month}, I know their kids' names
      the <stats|reports|charts> are <clear|easy to read|honest>, the tools <do|are> what they promise
      <good|clear|useful> numbers on {items}, I know what to make next
      bulk discounts on postage saved me {sum} since {month}
      have recommended you to {count} other potters
      best <thing|move|decision> I <did|made> <after the redundancy|since the kids left|in years>
      <orders|sales> <steady|picking up|better than ever>, buyers <friendly|kind>, no complaints from me
      the forum <is full of|has only> <generous|patient|helpful> people, learned to <photograph|price|wrap> {items} there
      I moved {items} that had been in the attic for years
      featured on the front page {when}, sold out by {hour}
      smooth as butter since the update
      simple, fair and I get left alone to make things
      a kid in {city} wrote me a thank you card for the {item}, made my week
      listing was quick and the {item} went within the hour
    sellerPraise.more
      {relative} packs, I ship, we make a good team
      keep doing what you're doing
      hope it stays this way
      the tutorials are worth reading
      could use a few more filters but that's a quibble
      my daughter designed the logo
      we've gone from a kitchen table to a rented unit
      even {bank} was impressed
      the yearly review email with the map was a sweet touch
      I spend my mornings at the wheel and the afternoons at the post office
      already thinking about {occasion}
      not one bad buyer in {span}
      thanks to whoever fixed the tax export
      I've learnt more here than at business school
      {pet} supervises
      more {items} coming in {month}
    sellerPraise.terse
      love it | great | brilliant platform | 10/10 | all good here | happy seller | can't complain |
        works a treat | solid | super | keep it up | really good
    """
}
