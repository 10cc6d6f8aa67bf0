// SPDX-License-Identifier: Apache-2.0
#include "data/error.hpp"

#include <utility>

namespace sanvat::data {

namespace {

std::string one_line(const ErrorPlace& place, const std::string& problem, const std::string& remedy) {
    std::string line;
    const auto part = [&line](const char* separator, const std::string& text) {
        if (!line.empty()) line += separator;
        line += text;
    };
    if (!place.file.empty()) part("", place.file);
    if (!place.layer.empty()) part(": ", "layer " + place.layer);
    if (place.record) part(place.layer.empty() ? ": " : ", ", "record " + std::to_string(*place.record));
    if (!place.parameter.empty()) part(": ", place.parameter);
    part(": ", problem);
    if (!remedy.empty()) part("; ", remedy);
    return line;
}

}  // namespace

Error::Error(ErrorKind kind, ErrorPlace place, std::string problem, std::string remedy)
    : std::runtime_error(one_line(place, problem, remedy)),
      kind_(kind),
      place_(std::move(place)),
      problem_(std::move(problem)),
      remedy_(std::move(remedy)) {}

Error bad_value(std::string parameter, std::string problem, std::string remedy) {
    return {ErrorKind::bad_value,
            {.file = {}, .layer = {}, .record = {}, .parameter = std::move(parameter)},
            std::move(problem),
            std::move(remedy)};
}

Error not_found(std::string parameter, std::string problem, std::string remedy) {
    return {ErrorKind::not_found,
            {.file = {}, .layer = {}, .record = {}, .parameter = std::move(parameter)},
            std::move(problem),
            std::move(remedy)};
}

Error bad_input(ErrorPlace place, std::string problem, std::string remedy) {
    return {ErrorKind::bad_input, std::move(place), std::move(problem), std::move(remedy)};
}

}  // namespace sanvat::data
