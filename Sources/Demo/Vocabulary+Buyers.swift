extension Vocabulary {
  /// What buyers talk about.
  static let buyerThemes = """
    late.say
      the {item} came {3-20} days late
      late delivery of <my|the> {item}, <second|third|fourth> time now
      ordered the {item} {when}, promised by {weekday}, nothing
      still waiting for my {item}, it's been {span}
      {courier} says delivered, I was home all day and it wasn't
      tracking hasn't moved since {city}
      my {item} has been touring {city} for {span}
      it was meant for {occasion} and turned up after
      paid extra for next day and got next month
      order {order} is <lost|missing|somewhere> and nobody knows where
      {courier} left it <in|behind|on top of> {landmark}, in the rain
      estimated arrival has changed {count} times since {since}
      delivery slot was {hour} to {hour}, I took the day off, no one came
      arrived {span} after the date on the checkout page
      "out for delivery" since {since}, quite a journey
      the parcel went back to the depot because {courier} couldn't find a door with a number on it
      one half of the order came, the {item} didn't
      it's {month} and I'm waiting on something I bought in {month}
      a late delivery is one thing, no word about it is another
      could have walked to {city} and back in that time
      no {item}, no updates, no apology
      {courier} threw it over {landmark} and drove off
      if you say two days don't take {span}
      I missed {occasion} because of you
      why is everything shipped from {city} always late?
      got a text saying sorry we missed you, nobody rang the bell
      the seller posted it on time, {courier} sat on it for {span}
      delivery was quoted at {2-5} days and took {9-27}
      the {item} finally showed up {when}, box soaked through
      whoever plans the route thinks {city} is on the moon
      signed for by "Front Desk", I live in a cottage
      another weekend spent waiting in for {courier}
      parcel scanned in {city} at {hour} and then silence
      never arrived, simple as
      third order in a row to be overdue
      shipped to {street} instead of where I live
    late.more
      {courier} blames the weather, it's been sunny for {span}
      the app just shows a spinning van
      I've messaged the shop, they're as clueless as me
      it's a {item}, not a satellite
      {relative} had to go without
      I rang and was told to wait another {2-9} working days
      at this point I only want to know where it is
      the neighbours haven't got it, I asked all of them
      no compensation was offered, not even the postage
      last year it took two days for the same thing
      I'd have bought one in town for less bother
      there's a photo of someone else's front door
      they wanted me to collect it from {city}, forty miles away
      even my mother's letters from Australia are quicker
      the map had it in the sea for a day
      an honest date would have been enough
      I'll be buying locally next time
      had to get a replacement for {occasion} at the last minute
      and the reference you gave me doesn't exist on their site
      the label had the right postcode, I checked
      my porch camera shows nobody came
      one call to {courier} would have settled it
      you took the payment quickly enough
      it isn't the first time either, see order {order}
      patience isn't my strong suit, granted
      seven emails, every one from a no-reply address
    late.key
      late delivery spoils everything else you do well
      late, late, late
      that's {count} late parcels out of my last {count}
      every order is late, why promise a date at all?
      the late delivery cost me <a client|a deposit|an afternoon off|a friendship, nearly>
      a week late isn't express
      delivery is the weak spot, always was
      never mind the discount, get the late delivery problem solved
      arriving late is becoming the house style
      if delivery stays like that I'm off
      one late delivery I'd forgive
      you're the only shop where late is normal
      deliveries to {city} are late as a rule
    late.terse
      late | late again | never arrived | slow delivery | still waiting | where is it?? | {span} late |
        too slow | delivery!!! | not here yet | lost parcel | {courier} useless
    late.review
      {shop} were fine, it's the delivery that was {span} late
      bought from {shop}, waited {span}
      {shop} kept saying it had been posted
      nice things at {shop}, shame it took {span} to get here
      five for {shop}, none for {courier}
    quality.say
      the {part} <broke|came off|snapped|was missing> <after {count} days|the first time I used
        it|straight out of the box>
      photos show a {colour} {item}, mine is more of a sad grey
      the {item} arrived with a crack along the {part}
      smaller than it looked, by a lot
      not as described, the {item} is clearly used
      smells of <smoke|petrol|damp|wet dog> and I can't get it out
      wrong size, wrong colour, wrong {item}
      the <halves|pieces|two ends> don't fit together, how is that possible
      material feels cheap for {sum}
      packaging was one layer of tissue so of course it was in pieces
      it wobbles
      stitching came undone within {span}
      said handmade, there's a factory sticker underneath
      the {item} works, sort of, if you hold it at an angle
      battery lasts {5-40} minutes, advert says {6-20} hours
      instructions are in a language nobody in {city} reads
      scratched all over, as if somebody had tested it on gravel
      lovely idea, poor finish
      mine came without half of the bits and the shop says it's my problem
      decent {item}, the {part} lets it down
      washed it once and it shrank to fit {pet}
      I expected solid wood and got veneer
    quality.more
      I've glued it for now
      returning it costs nearly as much as it did
      {relative} noticed before I did
      the older one I bought in {month} was far better made
      a bit of bubble wrap would have saved it
      it's going to the charity shop
      photos attached, look at the {part}
      for the price I shouldn't be surprised, I suppose
      I've kept it because {pet} likes the box
      three of the reviews mention the same fault
      not dangerous, just disappointing
      quality control must have been on holiday
      it matters when it's a present
      the colour in daylight is nothing like it
      somebody should check the {part} before sending these out
      would have paid more for one that lasts
    quality.terse
      broken | poor quality | not as pictured | cheap | wrong colour | meh | disappointing | flimsy |
        cracked on arrival | okay-ish
    quality.review
      {shop} need to check what they send
      not up to the usual standard of {shop}
      my second {item} from {shop} and my last
      {shop} offered me ten percent off for a broken {item}
    refunds.say
      still no refund for order {order}
      sent the {item} back {when}, no sign of my {sum}
      they refunded the {item} but kept the postage
      you say the refund was issued, {bank} says otherwise
      refund promised within {3-10} days, we're on day {14-60}
      the returns label wouldn't print and by then the window had closed
      I've been offered a voucher, I'd like actual money
      partial refund of {sum} for a {item} that never worked
      asked to cancel {12-50} minutes after ordering, was told it's too late
      who do I shout at to be refunded?
      the return was received in {city} {when}, signed for and everything
      your refund form wants a reason and mine isn't listed
      shop agreed to refund, the system reversed it
      got refunded twice and then charged three times, impressive
      I want my money back for the {item}, nothing more
      it takes one second to charge me and {span} to give it back
      being told to contact {bank}, who tell me to contact you
      return refused since the box was opened, how else would I see the {item}?
    refunds.more
      I've kept every receipt
      small claims is next
      {bank} opened a dispute on my behalf
      the shop stopped answering on {weekday}
      it's {sum}, it isn't nothing
      I've quoted your own policy back at you
      there's a form, and behind the form another form
      the tracking number for the return is in my last message
      I won't order again until that's settled
      even {agent} couldn't see what was blocking it
      I need it for the replacement
      my credit card statement closes on the {nth}
    refunds.terse
      refund please | no refund | want my money back | refund where | not refunded | returns are a
        nightmare | refund took {span}
    refunds.review
      {shop} won't refund
      {shop} have gone quiet since I asked for a refund
      credit to {shop}, they refunded me when the site wouldn't
    cheated.say
      {shop} is a scam, <keep away|avoid|don't>
      total rip off, paid {sum} for a {item} and got an empty envelope
      total rip off, the "silver" {item} turned my finger green
      fake {item}, the logo is misspelt
      seller took my {sum} and vanished
      this is fraud, plain and simple
      counterfeit, I had it checked by a jeweller in {city}
      scammed out of {sum} by {shop}
      I paid for a {item} and was sent a photograph of one
      the shop asked me to pay by transfer outside of the site, then disappeared
      {shop} sells fakes, I've reported it {count} times
      what a rip off, same {item} is {2-9} dollars on the big sites
      smells like a scam, stolen photos and all
      they posted an empty box so that the tracking shows delivered
      warning to others about {shop}
      refurbished my foot, the {item} is a dead one in a clean case
      proper con artists
      I feel robbed, and stupid for not reading the older reviews
    cheated.more
      how are they still allowed to sell?
      reported to trading standards
      the reviews above are obviously written by one person
      the account changed its name the week after
      check the address, it's a car park in {city}
      {bank} got some of it back
      I should have known, it was too cheap
      zero stars if I could
      don't fall for the photos
      the reply I got was an insult in capital letters
      look up the company number, it doesn't exist
      somebody at the marketplace ought to act
    cheated.terse
      scam | rip off | fake | fraud, avoid | con | thieves | don't buy | total scam
    search.say
      looking for a {item} and search gives me phone cases
      filters reset each time I go back
      the app logs me out between basket and payment
      I typed {item}, got {200-900} results, none of them it
      sort by price shows the postage-free ones wherever it likes
      checkout hangs at the address step on my phone
      can't save two addresses, it's {2020-2025}
      the wish list ate my {item}
      notifications at {hour}, please stop
      the website on my tablet is unreadable
      too many sponsored items before the first real result
      password reset link expires before it arrives
      map view shows shops in {city} that have shut
      typing an accent in the search box breaks it
      I'd like to filter by {colour} and by size at the same time
      paying with {bank} fails at the second code
      images take forever on the train
    search.more
      works on {relative}'s laptop though
      I gave up and used a search engine to find it on your own site
      cleared the cache, the cookies, my conscience
      would be perfect with a proper size filter
      the old version had that
      android {9-15}, newest update
      a minor thing but it drives me up the wall
      I'm not technical, mind
      it remembers things I looked at in {month} for no reason
      the font is tiny
      reload three times and it comes good
    search.terse
      search is bad | app slow | buggy | can't find anything | filters!! | confusing | clunky app | fine
    prices.say
      {sum} for a {item}, really?
      shipping costs more than the {item} itself
      saw the same {item} in {city} for half
      service fee appears on the very last screen
      prices crept up since {month}, I notice these things
      the membership isn't worth {3-12} a month to me
      a voucher that excludes everything I wanted
      import duty on the {item} was a nasty surprise
      good stuff but dear
      sale price was the same as last week's normal price, I have a screenshot
      I'd buy twice as often if the postage were sane
      cheaper to take the train and fetch it
    prices.more
      I know makers need to live
      still bought it, mind you
      a flat rate would help
      students can't afford that
      bundle deals would bring me back
      my limit is about {sum}
      times are hard for everybody
      compare with the flea market
    prices.terse
      expensive | overpriced | shipping too dear | pricey but nice | ok for the money | fair price
    buyerPraise.say
      the {item} is even nicer than in the pictures
      lovely {item}, quick post, <no notes|can't fault it|thank you>
      {relative} cried when she opened the {item}
      arrived a day early and wrapped like a present
      I use my {item} every single day
      bought it for {occasion}, huge success
      a beautiful shade of {colour}, exactly what the hallway needed
      found a {item} I'd been hunting since I was {11-24}
      the seller answered within the hour and threw in a little extra
      third {item} from here, never a dud
      the {part} was loose, they sent a new one without a fuss
      returned the first, the exchange was painless
      sturdy, handsome and smells of real wood
      it fits!
      great find, fair price, honest description
      such a treat to buy from someone who makes things
      compliments all evening about my {item}
      better than anything in the shops in {city}
      I was sceptical about buying a {item} online, converted now
      {pet} has claimed it, so that's that
      restored with love, you can tell
      the handwritten note made my day
    buyerPraise.more
      would buy again
      already ordered another in {colour}
      told everyone at work
      the box was reused, which I like
      you can see the hours in it
      postage a touch high but worth it
      goes with the curtains
      will last me years
      my photos don't do it justice
      it came all the way from {city}
      the {part} is a clever detail
      a proper craftsperson
      hanging in the kitchen as we speak
      the kids fight over it
      saving up for the bigger one
      worth the wait
    buyerPraise.terse
      love it | perfect | thank you!! | gorgeous | great | 5 stars | as described | lovely | very happy
        | nice | ok | good | all fine | spot on | beautiful work | yes
    buyerPraise.review
      {shop} is a treasure
      hats off to {shop}
      can't recommend {shop} enough
      {shop} made the {item} to my measurements
      what a find, {shop}!
      {shop} never disappoint
    """
}
