/// The files of `Exports`, one a tool; each holds one export or several, with lines of `====` between them.
enum Exports {
  static let all: [String] = [
    PackageResources.hubspot_heed, PackageResources.intercom_heed, PackageResources.stripe_heed,
    PackageResources.delighted_heed,
    PackageResources.segment_heed, PackageResources.amplitude_heed, PackageResources.mixpanel_heed,
    PackageResources.posthog_heed, PackageResources.googleplay_heed, PackageResources.appstore_heed,
    PackageResources.surveys_heed, PackageResources.zendesk_heed, PackageResources.jira_heed,
    PackageResources.canny_heed, PackageResources.ga4_heed, PackageResources.salesforce_heed,
    PackageResources.freshdesk_heed, PackageResources.slack_heed, PackageResources.gong_heed,
    PackageResources.trustpilot_heed, PackageResources.shopify_heed,
    PackageResources.revenuecat_heed,
  ].flatMap { bytes in
    String(decoding: bytes, as: UTF8.self).split(separator: "\n====\n").map(String.init)
  }
}
