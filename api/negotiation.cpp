// SPDX-License-Identifier: Apache-2.0
#include "api/negotiation.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "api/request.hpp"
#include "api/response.hpp"
#include "data/error.hpp"
#include "data/text.hpp"

namespace sanvat::api {

namespace {

struct FormatName {
    std::string_view name;
    std::string_view media_type;
};

// In the order of Format.
constexpr std::array<FormatName, 7> formats{{{"json", media::json},
                                             {"geojson", media::geojson},
                                             {"html", media::html},
                                             {"csv", media::csv},
                                             {"xlsx", media::xlsx},
                                             {"png", media::png},
                                             {"gpx", media::gpx}}};

/// An item of Accept or Accept-Encoding: what it names, and whether its weight forbids it.
struct Preference {
    std::string_view name;
    bool forbidden = false;
};

Preference parse_preference(std::string_view item) {
    Preference preference{data::trim(item.substr(0, item.find(';')))};
    for (auto semicolon = item.find(';'); semicolon != std::string_view::npos;) {
        item.remove_prefix(semicolon + 1);
        semicolon = item.find(';');
        const std::string_view parameter = data::trim(item.substr(0, semicolon));
        if (parameter.size() < 3 || !same_token(parameter.substr(0, 2), "q=")) continue;
        preference.forbidden = parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
    }
    return preference;
}

bool offers(std::span<const Format> offered, Format format) {
    return std::find(offered.begin(), offered.end(), format) != offered.end();
}

bool names_html(std::string_view accept) {
    const auto items = list_items(accept);
    return std::any_of(items.begin(), items.end(), [](std::string_view item) {
        const Preference preference = parse_preference(item);
        return !preference.forbidden && same_token(preference.name, "text/html");
    });
}

}  // namespace

std::string_view to_string(Format format) noexcept {
    return formats[static_cast<std::size_t>(format)].name;
}

std::string_view media_type(Format format) noexcept {
    return formats[static_cast<std::size_t>(format)].media_type;
}

Format choose_format(std::optional<std::string_view> f, std::string_view accept, std::span<const Format> offered) {
    if (f) {
        for (const Format format : offered) {
            if (to_string(format) == *f) return format;
        }
        std::string names;
        for (const Format format : offered) {
            if (!names.empty()) names += ", ";
            names += to_string(format);
        }
        throw data::bad_value("f", "\"" + std::string(*f) + "\" is no format of this resource", "give one of " + names);
    }
    if (offers(offered, Format::html) && names_html(accept)) return Format::html;
    return offered.front();
}

AcceptedCodings parse_accept_encoding(std::string_view header) {
    AcceptedCodings accepted;
    bool gzip_named = false;
    bool brotli_named = false;
    bool any = false;
    for (const std::string_view item : list_items(header)) {
        const Preference preference = parse_preference(item);
        if (same_token(preference.name, "gzip") || same_token(preference.name, "x-gzip")) {
            gzip_named = true;
            accepted.gzip = !preference.forbidden;
        } else if (same_token(preference.name, "br")) {
            brotli_named = true;
            accepted.brotli = !preference.forbidden;
        } else if (preference.name == "*") {
            any = !preference.forbidden;
        }
    }
    if (any && !gzip_named) accepted.gzip = true;
    if (any && !brotli_named) accepted.brotli = true;
    return accepted;
}

bool matches_etag(std::string_view if_none_match, std::string_view tag) {
    const auto opaque = [](std::string_view text) {
        if (text.starts_with("W/")) text.remove_prefix(2);
        return text;
    };
    const auto items = list_items(if_none_match);
    return std::any_of(items.begin(), items.end(),
                       [&](std::string_view item) { return item == "*" || opaque(item) == opaque(tag); });
}

}  // namespace sanvat::api
