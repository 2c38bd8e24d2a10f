extension Vocabulary {
  /// Cities, couriers, banks, times and sums.
  static let places = """
    city!
      Leeds | Bristol | Norwich | Cardiff | Dundee | Plymouth | Sheffield | Belfast | Hull | Inverness |
        Brighton | Swansea | Portland | Tucson | Omaha | Baltimore | Spokane | Memphis | Albuquerque |
        Pittsburgh | Boise | Savannah | Duluth | Fresno | Lisbon | Seville | Bilbao | Lyon | Nantes |
        Hamburg | Leipzig | Osaka | Recife | Cork | Aberdeen | Milwaukee | Chattanooga | Ghent | Exeter
        | Toledo
    street
      <Mill|Church|Station|Chapel|Orchard|Victoria|Maple|Juniper|Canal|Quarry|Harbour|Elm>
        <Lane|Road|Street|Avenue|Close>
    courier!
      ParcelHop | the courier | Swiftvan | RoyalPost | DPX | your delivery partner | Nordship | the
        postman | Kestrel Express | BoxRunner | the driver | Meteor Couriers | a guy in an unmarked van
        | the depot | CityBike | Fleetline
    bank!
      Barclays | Monzo | my bank | Chase | Santander | HSBC | Revolut | the credit union | Wise |
        Nationwide | Wells Fargo | Starling | my building society | Capital One | PayPal | N26
    weekday
      Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday
    month
      January | February | March | April | May | June | July | August | September | October | November |
        December
    span
      {2-9} <days|weeks> | {10-29} days | a fortnight | <three|four|five|six> weeks | nearly a month |
        over a month | {2-4} months | ages | the best part of a month | {12-72} hours | eleven days | a
        week and a half
    when
      last {weekday} | on {weekday} | this morning | yesterday <afternoon|evening|morning> | on the
        {nth} | back in {month} | two weeks ago | around {month} | the other day | over the bank holiday
        | at {1-11}{am}| just after lunch | before the weekend | mid {month}
    am
      am | pm | :30 | :15
    sum
      {cur}{12-98}.{10-99} | {cur}{100-980} | {cur}{1-4},{100-980} | {cur}{20-95} | {cur}{2-9}k | a few
        hundred | {cur}{15-60}
    cur!
      £ | $ | € | $ | £
    since
      last {weekday} | {weekday} | yesterday <afternoon|evening|morning> | the {4-20}th of {month} |
        {month} | before the weekend | the beginning of {month} | the day after {occasion}
    ordinal
      third | fourth | fifth | sixth | seventh | ninth | umpteenth | tenth | hundredth
    hour
      {7-11}am | {1-9}pm | noon | midnight | {1-9}:{10-55}
    count
      two | three | four | five | six | seven | nine | a dozen | {11-60} | countless
    landmark
      the bins | the hedge | the porch | a puddle | the recycling | the neighbour's shed | the meter
        cupboard | the wrong building | the back gate | the dog kennel | the stairwell | a pub round the
        corner | the roof | my greenhouse | the chip shop
    pet
      <the|my> <dog|cat|parrot|spaniel|tortoise|hamster|goldfish|whippet|rabbit|terrier>
    nth
      2nd | 3rd | {4-20}th | 21st | 22nd | {24-28}th | {4-20}th
    """
}
