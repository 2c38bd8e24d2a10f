extension Vocabulary {
  /// What anybody talks about: leaving, and nothing in particular.
  static let commonThemes = """
    leaving.say
      we're moving to {city} and I'm winding things down
      found a full time job in {city}, no hours left for it
      {relative} is poorly and needs me more than this does
      I'm retiring at the end of {month}, {30-45} years of work is enough
      the studio lease ran out and the new one isn't ready
      expecting twins, wish us luck
      going back to college to study <botany|nursing|carpentry|law|animation|accountancy>
      I've opened a bricks and mortar place on {street}
      doctor's orders, no lifting after the shoulder operation
      it was a lockdown hobby and I've lost the itch
      I merged my accounts, the other one stays
      the company I bought for has shut its {city} office
      spring cleaning all my subscriptions, nothing personal
      we're off travelling for a year, first stop <Peru|Vietnam|Iceland|Morocco|Tasmania>
      my hands aren't what they were, arthritis
      don't need it since the kids moved out
      divorce, so everything is being sorted and shared
      I've switched to teaching pottery at the {city} centre
      the army is posting us abroad
      the allotment takes every free minute now
      my house flooded in {month} and hobbies have to wait
      too little time, too many hobbies
      I've bought enough {items} for three lifetimes
      the band is touring again so no more weekends
    leaving.more
      it's nothing you did
      might be back one day
      no hard feelings at all
      {pet} will enjoy having the spare room
      please tell {agent} thanks from me
      it was a nice little adventure
      I'll miss the packing, oddly
      everything has its time
      the last of the {items} went to a school
      {relative} is thrilled, obviously
      we start on {weekday}
      that's life
      I've given the leftover stock to {relative}
      a friend will take over the {street} place
      the garden needs me anyhow
      I kept one {item} as a souvenir
    leaving.terse
      moving away | retired | no time | new job | not needed now | closing, thanks | baby on the way |
        health | other plans | just a break
    offTopic.say
      does anybody know whether the meet-up in {city} has parking?
      your new logo looks like a <potato|startled owl|melting ice cream|croissant>
      is it me or was the banner music in the webinar from a dentist's waiting room?
      I only logged in to find my receipt for {month}
      happy new year to the team, I suppose
      the quiz on the front page said I'm a "cottage dreamer"
      can you sponsor our under {9-14}s football team in {city}?
      it was {25-41} degrees in here today and I couldn't think straight
      I'm told this survey takes two minutes, my kettle takes three
      what happened to the recipe newsletter? the {month} soup was excellent
      anyone else addicted to the packing videos?
      my password is now a line of poetry, thanks for the requirements
      I entered the raffle and won a tea towel
      the fire alarm went off while I was filling this in
      {pet} walked over the keyboard, ignore the first answer
      please don't ask for my gender and shoe size in one form
      I met {agent} at the fair in {city}, taller than expected
      somebody at head office has discovered the word "delight"
      I can't remember why I opened the account, but hello
      the captcha thinks I'm a robot and I've started to wonder
      wrong window, this was meant for the plumber
      are you hiring? {relative} is good with spreadsheets
      the podcast episode about lighthouse keepers was wonderful
      voted for you in the awards, mostly because of the hedgehog
      my horoscope warned me about questionnaires
      more pictures of workshops please, fewer of offices
      who writes your april fool posts? give them a raise
      a question about carbon offsets: planted where, which trees, who counts?
      the office party photos were brave
      I've got nothing to report, it was a quiet {month}
    offTopic.more
      just saying
      not that it matters
      the sandwiches were good
      I blame the heat
      that's my whole contribution
      my therapist says I should speak up more
      the hedgehog, though
      bring back the crossword
      also the car park machine only takes coins
      I had a point when I started
      anyway, the cricket's on
      don't quote me on it
      over and out
      greetings from a very foggy {city}
      {relative} says hi
      ask me again after the holidays
    offTopic.terse
      none | no comment | ask me later | hello | test | nothing | idk | pass | hm | same as last time |
        see above | whatever
    """
}
