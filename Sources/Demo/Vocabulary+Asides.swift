extension Vocabulary {
  /// What people tell beside the point.
  static let asides = """
    aside
      it was pouring in {city} at the time
      I'm typing it on a train with {2-9} percent battery
      excuse typos, thumbs
      I work nights as a <nurse|baker|security guard|porter|radiographer|lorry driver>
      {pet} has just been sick, hold on
      I've been a customer since {2024-2025} or thereabouts
      my eyesight isn't what it was
      I'm {19-83} years old
      there's a wasp in the room
      I live up {2-7} flights of stairs
      we're off grid, solar panels and a generator
      I teach <chemistry|geography|year six|yoga|welding|Latin|the oboe>, so I'm used to excuses
      the kettle's on
      it's the school holidays, send biscuits
      I used to manage a warehouse myself
      my broadband comes and goes with the tide
      I'm dictating it, so blame the microphone
      football is on in the background
      we've got builders in and no ceiling
      the power cut last week didn't help
      this is my lunch break
      I'm writing from hospital, nothing serious, tonsils
      apologies for the caps earlier, cat
      I shop mostly at {hour}, insomnia
      I don't drive and the bus is hourly
      I collect {items}, I have {40-300}
      {relative} is reading over my shoulder
      the roses are late as well this year
      I've only got one good hand at the moment
      you may remember me from the <webinar|raffle|newsletter|beta group|mince pie incident>
      my late husband handled these matters
      I have the builders, the plumber and a migraine
      we've had a heatwave and the candles bent
      it's my first smartphone
      I'm in the middle of exams
      my village has one lamp post
      I run the scout troop in {city}
      I once worked for a rival, so I know
      there's a marathon blocking our street
      I'm on crutches till {month}
      the dog ate the paperwork, really
      I'm a Virgo
      we keep bees, it's swarming season
      my phone autocorrects {item} to something rude
      snow up to the windowsill here
      I've got the grandchildren till {weekday}
      I sing tenor, which has nothing to do with it
      brexit didn't make that simpler
      on my third coffee
      it's my day off, so I have time to moan
    anecdote
      {relative} bought a <canoe|caravan|harp|trampoline|hen house> from the classifieds in {city} and
        even that came sooner
      at the allotment we lend each other spades on a handshake, imagine
      my grandmother kept a ledger in pencil for forty years and never lost a coin
      last {month} the ferry was cancelled and the skipper phoned every single passenger
      I once posted a cheese to <Finland|Bolivia|Alaska|Malta> and it got there before the postcard
      the milkman in our village leaves an IOU if he's short of cream
      at the bakery where I worked, an unhappy customer got a bun and an apology, in that order
      {relative} says that a shop is a promise with shelves
      in {city} there is a cobbler who writes the date on the sole, and keeps to it
      we had a lodger who paid in potatoes and he was still more punctual
      I've refereed junior hockey for years, so I know what shrugging looks like
      the vet squeezed us in at midnight for a hedgehog, that's service
      when our chapel roof leaked the roofer came by tandem
      I spent a winter on an oil rig and the mail came by helicopter, on time
      my first boss used to say, bad news travels first class or it costs double
      my old landlord kept deposits in a biscuit tin and paid back to the penny
      we restored a narrowboat over {count} summers, so I can wait if told why
      the choir trip to <Prague|Vienna|Krakow|Ghent> was organised by a retired colonel with a whistle
      a magpie stole {relative}'s engagement ring and even that was returned
      I queued for eleven hours for a concert in a bin liner and had more fun
      somebody in our street repairs typewriters and charges in cake
      our postwoman knows which gate sticks
      at the regatta they lost my oars and found them within the hour
      the library fined me forty pence and sent a handwritten letter
      I grew up above a pawnbroker, so I can smell an excuse
      back when I drove a mobile butcher's van, we weighed everything twice
      my uncle sold encyclopaedias door to door and never once raised his voice
      the museum shipped a dinosaur femur with less fuss
      during the strike in {2009-2022} volunteers sorted parcels in a gymnasium
      {relative} knitted a jumper for a lamb in the time it took
      I had a tooth out that same morning, which was the better half of the day
      there was an eclipse that week and I thought, fitting
      our allotment committee has seventeen rules and follows all of them
      at the auction in {city} the gavel falls and you're paid by teatime
      a beekeeper I know keeps his promises on a chalkboard by the hives
      we got married in a lighthouse and the registrar rowed out
      my neighbour the trombonist has more sense of timing
      the plumber charged me for a washer and threw in a philosophy lecture
      in the navy we called that a Tuesday
      I interpret for the courts, so I hear evasions in three languages
      {relative} breeds alpacas and they spit less
      when the circus came through {city} the clown directed the traffic, better than your app does
      my scoutmaster had a motto, measure twice and moan once
      I had to explain it to a seven year old, who proposed a bigger van
      the taxidermist down the road returns calls, and his clients are dead
      we run a food bank on Thursdays with donated scales and zero waste
      I learnt patience from my sourdough, and it's nearly used up
      we watched the whole of a Danish crime series in the meantime
      even the tax office wished me a pleasant weekend
      my watchmaker in {city} has one eye and doesn't miss a thing
      last harvest the combine broke and three neighbours came with theirs
      I mended the organ pedals at St Bride's, so don't tell me complicated
      our goalkeeper drops fewer
      there's a ferret show in {month} with a better queueing system
      I told the story at the barber's and the whole shop groaned
      my astronomy club tracks asteroids with a secondhand telescope and gets the date right
      the orthodontist's waiting room has newer magazines than your help centre
      {relative} once hitchhiked to <Athens|Lapland|Istanbul|Naples> with a tuba
      I cooked for two hundred at a rugby dinner with a broken oven, so yes, one can improvise
      the midwife found our cottage in fog without an address
      at the cheese counter they let you taste before you pay
      my driving instructor cried less
      I do stand-up at the weekends and this is now four minutes of material
      when the bookshop flooded, customers formed a chain and saved the poetry section
      the locksmith laughed, then he saw the invoice
      our parish magazine prints corrections on page one
      I've translated manuals for tractors, clearer than your policy
      my tailor in {city} measures, pins, mutters and delivers
      the llama trekking people gave us our deposit back without being asked
      a glacier near my sister's moves quicker
      I took it up with a magistrate friend over bridge
      the fishmonger wraps an extra mackerel when he's made a mistake
      I spent {span} in Antarctica once with steadier correspondence
      the kids built a raft out of the packaging
      we had a power cut during the final of the pub quiz and finished by candle
      {relative} restores harmoniums, a trade with no rush in it at all
      my yoga teacher told me to breathe, I told her about you
      the bus driver in {city} waits for the lady with the accordion
      at our print shop, a smudge means a reprint, no discussion
      I photograph weddings, nobody there gets a second take
      the ice cream van plays the wrong tune and still everybody knows when it's coming
      I once returned a piano, stairs and all, with less paperwork
      my geology professor said everything erodes, given time
      the orchard pays its pickers each Friday in cash and cider
      I've had a pen friend in <Nairobi|Quito|Manila|Tbilisi|Hanoi> since {1981-1999} and we've lost one
        letter
      our stationmaster grows sweet peas and apologises for every delayed minute
      I rebuilt a carburettor from a YouTube video in Portuguese
      the neighbours' teenager set up a lemonade stand with a returns policy
      my physiotherapist counts better than your calendar
      on the night shift we said, log it or it didn't happen
      I fostered eleven greyhounds and every shelter rang back
      there's a saying in my family, slow pay makes fast friends leave
      the falconer at the fair let go of his bird and it came back, unlike some things
      I ran a youth hostel in the Pyrenees with a mule for deliveries
      we digitised the parish registers, two centuries, fewer gaps
      the embassy in {city} replied within a day, an embassy!
      my chess partner plays by mail and he's quicker
      {relative} makes marmalade for the whole terrace and keeps a tally on the fridge
      the dentist texts, the garage texts, even the crematorium texts
      as a paramedic I know what urgent means, and this isn't, but still
      the caretaker of our block fixes a dripping tap before you've finished the sentence
      I carried a wardrobe across {city} on a skateboard, ask me about logistics
    memory
      my grandmother had one just like it on the dresser in {city}
      we met at a car boot sale in {1988-2015}, married within the year
      I learnt to solder in a shed behind the chapel
      {relative} carves spoons and never sells a single one
      there was a museum in {city} with a whole room of them
      I caught the bug from an old watchmaker on {street}
      we used to drive to {city} for the brocante at dawn
      the first thing I ever made was a wobbly ashtray, {relative} still uses it
      as a student I slept above a bakery, I've loved early mornings since
      I started with a stall, a flask and a folding chair
      in the sixties my aunt dyed wool in the bath
      {relative} plays the accordion at every {occasion} whether asked or not
      the swifts came back that same afternoon
      I keep the wrapping paper in a drawer with the seeds
      my hands remember more than my head, as the potter said
      our village fête has a class for the ugliest vegetable and I've won it
      I once sailed to {city} with a cargo of lampshades
      I read somewhere that linen gets better for forty years
      the schoolchildren painted the shutters {colour}
      I drew the pattern from a tile in the underground
      when the snow melted we found three gloves and a trowel
      there's a photograph of me at six with the very same toy
      he mended clocks, she mended everything else
      I'm told the barn used to be a dance hall
      the lavender came from the monks up the hill
    """
}
