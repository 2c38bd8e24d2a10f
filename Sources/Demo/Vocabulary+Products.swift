extension Vocabulary {
  /// What is bought and sold.
  static let products = """
    item!
      {kitchen} | {furniture} | {clothes} | {gadget} | {toy} | {garden} | {music} | {sport} | {jewel} |
        {craft} | {paper} | {home} | {bag} | {bath}
    kitchen
      <ceramic|stoneware|enamel|copper|cast iron|porcelain|glazed|speckled|earthenware|pewter>
        <teapot|casserole|saucepan|jug|mug set|butter dish|ramekin|colander|soup tureen|salt pig|milk
        pan>
      <bamboo|olive wood|beech|acacia> <chopping board|spatula|salad bowl|rolling pin|bread bin|spice
        rack|ladle>
      espresso grinder | waffle iron | pasta maker | knife sharpener | pepper mill | fermenting crock |
        cocktail shaker | moka pot | pizza peel | mandoline slicer
    furniture
      <oak|walnut|pine|teak|mahogany|rattan|ash|birch> <stool|bookcase|nightstand|sideboard|bench|coat
        rack|side table|wardrobe rail|footrest>
      <velvet|corduroy|leather|tweed> <armchair|ottoman|pouffe|headboard>
      rocking chair | standing desk | folding screen | hallway mirror | bunk ladder | plant stand | shoe
        cabinet
    clothes
      <wool|linen|denim|cashmere|merino|corduroy|flannel|silk|mohair|alpaca>
        <cardigan|scarf|overshirt|waistcoat|beanie|jumper|poncho|skirt|blazer|dungarees>
      <waxed|quilted|hooded|padded> <jacket|parka|gilet|raincoat>
      ankle boots | brogues | hiking socks | maternity dress | kimono | tutu | apron | bow tie |
        suspenders | snow mittens | swimming trunks
    gadget
      <bluetooth|wireless|refurbished|secondhand>
        <speaker|headphones|keyboard|mouse|earbuds|doorbell|thermometer|label printer>
      <film|polaroid|vintage|rangefinder> camera
      e-reader | turntable | shortwave radio | dash cam | drone battery | laptop sleeve | phone tripod |
        graphics tablet | webcam | soldering iron | raspberry pi kit | projector bulb | router
    toy
      <wooden|painted|magnetic> <train set|puzzle|abacus|rattle|dollhouse|marble run|chess set|yo-yo>
      plush <otter|badger|giraffe|octopus|elephant|dinosaur> | kite | spinning top | model aeroplane |
        jigsaw of Venice | puppet theatre | rocking horse | board game | skipping rope
    garden
      <galvanised|terracotta|zinc> <planter|watering can|bird bath|window box>
      secateurs | compost bin | hedge trimmer | bird feeder | hammock | tomato seedlings | dahlia bulbs
        | bonsai | wheelbarrow tyre | fire pit | parasol | trellis | garden gnome | beehive frame
    music
      ukulele | mandolin strap | snare drum | violin bow | harmonica | trumpet mute | kalimba | guitar
        pedal | metronome | cello strings | synth module | sheet music stand | jazz record | accordion
        case
    sport
      yoga mat | kettlebell | climbing harness | fishing reel | cricket bat | tennis racket | bike
        saddle | pannier rack | ski goggles | wetsuit | skateboard deck | dartboard | running vest |
        boxing gloves | camping stove | tent poles | archery target
    jewel
      <silver|gold|brass|amber|opal|garnet|pearl|turquoise>
        <ring|necklace|brooch|bracelet|earrings|pendant|anklet|cufflinks>
      pocket watch | wristwatch strap | signet ring | charm | hair comb
    craft
      <embroidery|macrame|candle|soap|crochet|calligraphy|lino printing> kit
      knitting needles | loom | yarn bundle | bead box | resin mould | pottery wheel | sewing machine |
        thimble | quilt | patchwork cushion | stained glass panel | easel | sketchbook | watercolour set
    paper
      <antique|signed|framed|hand drawn> <map|print|poster|etching|photograph|comic|atlas>
      cookbook | fountain pen | wax seal | desk diary | wedding invitations | stamp album | first
        edition | poetry anthology | origami paper | greeting cards
    home
      <brass|paper|wicker|tiffany> <lamp|lantern|lampshade|chandelier>
      <woven|persian|jute|sheepskin> rug
      duvet cover | curtain rod | wall clock | picture frame | doormat | throw blanket | hot water
        bottle | laundry basket | door knocker | tapestry | pillowcase | incense burner | tablecloth |
        candlestick
    bag
      <leather|canvas|suede|straw> <satchel|tote|rucksack|wallet|clutch|holdall|briefcase|purse>
      suitcase | toiletry bag | camera bag | nappy bag | card holder
    bath
      <lavender|oatmeal|charcoal|rosemary> soap | beard oil | shaving brush | bath salts | towel set |
        shampoo bar | hair dryer | face serum | perfume sampler | loofah
    items
      <ceramics|teapots|candles|quilts|lamps|brooches|prints|satchels|toys|planters|rugs|records|watches|cardigans|cushions|bookends|mirrors|ukuleles|notebooks|soaps|keyrings|vases|earrings|bowls|kites|stools|cameras|puzzles|coasters|hats|boots|wreaths|figurines|magnets|stickers|aprons|tiles|baskets|scarves|bonsais|knives|pens>
    part
      handle | base | edge | corner | clasp | coating | rim | back | fastening | seam | label | left
        side | top | lining | one screw | underside | trim | paint | stitching | outer layer
    colour
      teal | mustard | burgundy | navy | beige | olive | turquoise | cream | charcoal | salmon | lilac |
        maroon | emerald | ivory | copper | rust
    """
}
