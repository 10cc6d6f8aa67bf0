// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "api/page.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

std::string small(std::string_view method) {
    std::string text(method);
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    return text;
}

void write_parameter(JsonWriter& json, const Parameter& parameter, std::string_view in) {
    json.begin_object()
        .member("name", parameter.name)
        .member("in", in)
        .member("required", parameter.required)
        .member("description", parameter.description);
    // A list goes as one value with commas, not as the name repeated.
    if (in == "query") json.member("style", "form").member("explode", false);
    json.key("schema").raw(parameter.schema).end_object();
}

void write_content(JsonWriter& json, const Resource& resource) {
    json.key("content").begin_object();
    std::vector<std::string_view> types;
    types.reserve(resource.formats.size());
    for (const Format format : resource.formats) {
        types.push_back(format == Format::json ? resource.json_type : media_type(format));
    }
    if (types.empty()) types = resource.types;
    std::ranges::sort(types);
    types.erase(std::unique(types.begin(), types.end()), types.end());
    for (const std::string_view type : types)
        json.key(type.substr(0, type.find(';'))).begin_object().end_object();
    json.end_object();
}

void write_reference(JsonWriter& json, std::string_view status, std::string_view name) {
    json.key(status).begin_object().member("$ref", std::string("#/components/responses/").append(name)).end_object();
}

void write_operation(JsonWriter& json, const Resource& resource) {
    json.key(small(resource.method))
        .begin_object()
        .member("operationId", resource.id)
        .member("summary", resource.summary)
        .key("tags")
        .begin_array()
        .value(resource.tag)
        .end_array()
        .key("parameters")
        .begin_array();
    for (const Parameter& parameter : resource.path_parameters)
        write_parameter(json, parameter, "path");
    for (const Parameter& parameter : resource.known_parameters())
        write_parameter(json, parameter, "query");
    json.end_array();
    if (!resource.body.empty()) {
        json.key("requestBody").begin_object().member("description", resource.body).member("required", true);
        json.key("content").begin_object();
        for (const std::string_view type : {media::geojson, std::string_view("application/gpx+xml")}) {
            json.key(type).begin_object().end_object();
        }
        json.end_object().end_object();
    }
    json.key("responses").begin_object().key("200").begin_object().member("description", resource.summary);
    write_content(json, resource);
    json.end_object();
    write_reference(json, "400", "BadRequest");
    if (!resource.path_parameters.empty()) write_reference(json, "404", "NotFound");
    if (resource.heavy || std::holds_alternative<LaterAnswer>(resource.answer)) write_reference(json, "503", "Busy");
    write_reference(json, "500", "Failure");
    json.end_object().end_object();
}

std::string paths_of(const Resources& resources) {
    // By path, since one path may have several methods.
    std::map<std::string_view, std::vector<const Resource*>> paths;
    for (const Resource& resource : resources) {
        if (resource.documented) paths[resource.path].push_back(&resource);
    }
    JsonWriter json;
    json.begin_object();
    for (const auto& [path, operations] : paths) {
        json.key(path).begin_object();
        for (const Resource* operation : operations)
            write_operation(json, *operation);
        json.end_object();
    }
    return json.end_object().take();
}

void write_problem_response(JsonWriter& json, std::string_view name, std::string_view description) {
    json.key(name).begin_object().member("description", description).key("content").begin_object();
    json.key(media::problem).begin_object().key("schema").begin_object();
    json.member("$ref", "#/components/schemas/Problem").end_object().end_object().end_object().end_object();
}

std::string components() {
    JsonWriter json;
    json.begin_object().key("schemas").begin_object().key("Problem");
    json.raw(
        R"({"type":"object","description":"RFC 9457","required":["title","status","detail"],"properties":{)"
        R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},)"
        R"("parameter":{"type":"string","description":"What is at fault"},)"
        R"("expected":{"type":"string","description":"What would be right"},)"
        R"("request_id":{"type":"string","description":"Under which a failure is logged"}}})");
    json.end_object().key("responses").begin_object();
    write_problem_response(json, "BadRequest", "A parameter is unknown, missing or wrong");
    write_problem_response(json, "NotFound", "There is no such thing");
    write_problem_response(json, "Busy", "The queue is full; try again after a while");
    write_problem_response(json, "Failure", "The fault is on the server's side");
    return json.end_object().end_object().take();
}

Response document(const Call& call, const std::string& paths) {
    JsonWriter json;
    json.begin_object().member("openapi", "3.0.3").key("info").begin_object();
    json.member("title", "sanvat").member("version", SANVAT_VERSION);
    json.member("description",
                "Production areas, facilities, craft villages and products: maps, tiles, spatial queries");
    json.key("license").begin_object().member("name", "Apache-2.0").end_object().end_object();
    json.key("servers").begin_array().begin_object().member("url", call.links.base()).end_object().end_array();
    json.key("paths").raw(paths).key("components").raw(components()).end_object();
    return respond(media::openapi, json.take());
}

std::string page_of(const Resources& resources) {
    Page page("API");
    std::map<std::string, std::vector<const Resource*>> tags;
    for (const Resource& resource : resources) {
        if (resource.documented) tags[resource.tag].push_back(&resource);
    }
    page.link_list({{"OpenAPI 3.0 (JSON)", "?f=json"}});
    for (const auto& [tag, members] : tags) {
        page.heading(tag);
        page.begin_table({"Method", "Path", "What", "Parameters"});
        for (const Resource* resource : members) {
            std::string names;
            for (const Parameter& parameter : resource->known_parameters()) {
                names.append(names.empty() ? "" : ", ").append(parameter.name).append(parameter.required ? "*" : "");
            }
            for (const std::string_view text : {std::string_view(resource->method), std::string_view(resource->path),
                                                std::string_view(resource->summary), std::string_view(names)}) {
                page.cell(text);
            }
            page.end_row();
        }
        page.end_table();
    }
    page.paragraph("* required. Parameters that a resource does not know are refused.");
    return page.take();
}

}  // namespace

void add_openapi(Resources& resources) {
    resources.push_back({.path = "/api",
                         .id = "getApi",
                         .tag = "Server",
                         .summary = "This description of the server",
                         .formats = {Format::json, Format::html},
                         .json_type = media::openapi,
                         .own_html = true});
    resources.back().answer = Answer([paths = paths_of(resources), page = page_of(resources)](const Call& call) {
        return call.format == Format::html ? respond(media::html, page) : document(call, paths);
    });
}

}  // namespace sanvat::api
