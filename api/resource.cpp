// SPDX-License-Identifier: Apache-2.0
#include "api/resource.hpp"

#include <algorithm>

#include "api/parameters.hpp"

namespace sanvat::api {

std::vector<Parameter> Resource::known_parameters() const {
    std::vector<Parameter> known = parameters;
    const auto filter = std::ranges::find(known, "filter", &Parameter::name);
    if (filter != known.end()) known.insert(filter + 1, filter_language_parameter());
    if (formats.empty()) return known;
    std::string schema = R"({"type":"string","enum":[)";
    for (const Format format : formats) {
        if (schema.back() != '[') schema += ',';
        schema.append("\"").append(to_string(format)).append("\"");
    }
    schema += "]}";
    known.push_back({"f", "Format; wins over the Accept header", std::move(schema)});
    return known;
}

}  // namespace sanvat::api
