// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/page.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

constexpr std::array conformance_classes{
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
};

struct LandingLink {
    std::string path;
    std::string rel;
    std::string_view type;
    std::string title;
};

std::vector<LandingLink> landing_links(const tiler::TileService& tiles) {
    std::vector<LandingLink> links{
        {"/api?f=json", "service-desc", media::openapi, "API definition (OpenAPI 3.0)"},
        {"/api?f=html", "service-doc", media::html, "API documentation"},
        {"/conformance", "conformance", media::json, "Conformance classes"},
        {"/collections", "data", media::json, "Collections"},
    };
    for (const std::string& style : tiles.styles()) {
        links.push_back({"/tiles/" + style + ".json", "related", media::json, "TileJSON: " + style});
        links.push_back({"/styles/" + style + "/legend", "related", media::json, "Legend: " + style});
        links.push_back({"/styles/" + style + "/style.json", "related", media::json, "MapLibre style: " + style});
    }
    links.push_back({"/tiles/production.json", "related", media::json, "TileJSON: production (vector tiles)"});
    links.push_back({"/archives", "related", media::json, "Archives of tiles (PMTiles)"});
    links.push_back({"/health", "related", media::json, "Health"});
    return links;
}

Response as_json(const Call& call, const std::vector<LandingLink>& links) {
    const data::Register& content = call.state->snapshot()->content();
    JsonWriter json;
    json.begin_object()
        .member("title", content.title.empty() ? std::string("sanvat") : "Sản vật: " + content.title)
        .member("description",
                "Production areas, facilities, craft villages and products: maps, tiles and spatial queries")
        .member("attribution", content.attribution)
        .member("reference_date", call.state->snapshot()->reference_date())
        .key("links")
        .begin_array();
    write_link(json, call.links.to("/", "f=json"), "self", media::json, "This document");
    write_link(json, call.links.to("/", "f=html"), "alternate", media::html, "Map viewer");
    for (const LandingLink& link : links)
        write_link(json, call.links.to(link.path), link.rel, link.type, link.title);
    return respond(media::json, json.end_array().end_object().take());
}

/// For a browser where the viewer has not been built.
Response as_page(const Call& call, const std::vector<LandingLink>& links) {
    Page page("Sản vật: " + call.state->snapshot()->content().title);
    page.paragraph("The map viewer is not installed; the data services are.");
    std::vector<std::pair<std::string, std::string>> list{{"This page as JSON", call.links.to("/", "f=json")}};
    for (const LandingLink& link : links)
        list.emplace_back(link.title, call.links.to(link.path));
    page.link_list(list);
    return respond(media::html, page.take());
}

Response conformance(const Call& call) {
    JsonWriter json;
    json.begin_object().key("conformsTo").begin_array();
    for (const char* name : conformance_classes)
        json.value(name);
    static_cast<void>(call);
    return respond(media::json, json.end_array().end_object().take());
}

}  // namespace

void add_landing(Resources& resources, const StaticFiles& files, const tiler::TileService& tiles) {
    resources.push_back({.path = "/",
                         .id = "getLandingPage",
                         .tag = "Server",
                         .summary = "The map viewer for browsers, the landing page as JSON",
                         .formats = {Format::json, Format::html},
                         .own_html = true,
                         .lenient = true,
                         .answer = Answer([&files, links = landing_links(tiles)](const Call& call) {
                             if (call.format == Format::json) return as_json(call, links);
                             const Response* viewer = files.find("/index.html");
                             return viewer ? *viewer : as_page(call, links);
                         })});
    resources.push_back({.path = "/conformance",
                         .id = "getConformance",
                         .tag = "Server",
                         .summary = "Conformance classes of OGC APIs",
                         .formats = {Format::json, Format::html},
                         .answer = Answer(conformance)});
}

}  // namespace sanvat::api
