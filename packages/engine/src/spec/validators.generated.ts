// Generated from crds/ by `npm run generate` in packages/engine. Do not edit.
// @ts-nocheck -- plain JavaScript, as ajv writes it
"use strict";
export const HelmRelease = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"HelmRelease","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"HelmRelease"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"targetNamespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false},"status":{"type":"object"}}};
const pattern0 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "u");
const pattern1 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "u");
const pattern5 = new RegExp("^[-._a-zA-Z0-9]+$", "u");
const pattern7 = new RegExp("^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$", "u");
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema11.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("HelmRelease" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "HelmRelease"},schema:"HelmRelease",parentSchema:schema11.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema11.properties.metadata.type},schema:schema11.properties.metadata.type,parentSchema:schema11.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.name.type,parentSchema:schema11.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.metadata.properties.labels.type},schema:schema11.properties.metadata.properties.labels.type,parentSchema:schema11.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.metadata.properties.annotations.type},schema:schema11.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema11.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.chart === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "chart"},schema:schema11.properties.spec.required,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data9){
if(!(func2.call(schema11.properties.spec.properties, key3))){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.chart !== undefined){
let data10 = data9.chart;
if(typeof data10 === "string"){
if(data10.length > 2048){
const err19 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data10.length < 1){
const err20 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/spec/chart",schemaPath:"#/properties/spec/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.chart.type,parentSchema:schema11.properties.spec.properties.chart,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data9.version !== undefined){
let data11 = data9.version;
if(typeof data11 === "string"){
if(data11.length > 256){
const err22 = {instancePath:instancePath+"/spec/version",schemaPath:"#/properties/spec/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema11.properties.spec.properties.version,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/spec/version",schemaPath:"#/properties/spec/properties/version/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.version.type,parentSchema:schema11.properties.spec.properties.version,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.values !== undefined){
let data12 = data9.values;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
const err24 = {instancePath:instancePath+"/spec/values",schemaPath:"#/properties/spec/properties/values/type",keyword:"type",params:{type: schema11.properties.spec.properties.values.type},schema:schema11.properties.spec.properties.values.type,parentSchema:schema11.properties.spec.properties.values,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.dependencies !== undefined){
let data13 = data9.dependencies;
if((!(Array.isArray(data13))) && (data13 !== null)){
const err25 = {instancePath:instancePath+"/spec/dependencies",schemaPath:"#/properties/spec/properties/dependencies/type",keyword:"type",params:{type: schema11.properties.spec.properties.dependencies.type},schema:schema11.properties.spec.properties.dependencies.type,parentSchema:schema11.properties.spec.properties.dependencies,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(Array.isArray(data13)){
if(data13.length > 64){
const err26 = {instancePath:instancePath+"/spec/dependencies",schemaPath:"#/properties/spec/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema11.properties.spec.properties.dependencies,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.name === undefined){
const err27 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.dependencies.items.required,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key4 in data14){
if(!(((key4 === "name") || (key4 === "kind")) || (key4 === "namespace"))){
const err28 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},schema:false,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data14.name !== undefined){
let data15 = data14.name;
if(typeof data15 === "string"){
if(data15.length > 253){
const err29 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data15.length < 1){
const err30 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.name.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.name,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data14.kind !== undefined){
let data16 = data14.kind;
if(typeof data16 !== "string"){
const err32 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.kind.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.kind,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((data16 === "HelmRelease") || (data16 === "UpstartService"))){
const err33 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.dependencies.items.properties.kind.enum},schema:schema11.properties.spec.properties.dependencies.items.properties.kind.enum,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.kind,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data14.namespace !== undefined){
let data17 = data14.namespace;
if(typeof data17 === "string"){
if(data17.length > 63){
const err34 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data17.length < 1){
const err35 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern1.test(data17)){
const err36 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/spec/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.dependencies.items.properties.namespace.type,parentSchema:schema11.properties.spec.properties.dependencies.items.properties.namespace,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/spec/dependencies/" + i0,schemaPath:"#/properties/spec/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.dependencies.items.type,parentSchema:schema11.properties.spec.properties.dependencies.items,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
}
if(data9.outputsFrom !== undefined){
let data18 = data9.outputsFrom;
if((!(Array.isArray(data18))) && (data18 !== null)){
const err39 = {instancePath:instancePath+"/spec/outputsFrom",schemaPath:"#/properties/spec/properties/outputsFrom/type",keyword:"type",params:{type: schema11.properties.spec.properties.outputsFrom.type},schema:schema11.properties.spec.properties.outputsFrom.type,parentSchema:schema11.properties.spec.properties.outputsFrom,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(Array.isArray(data18)){
if(data18.length > 32){
const err40 = {instancePath:instancePath+"/spec/outputsFrom",schemaPath:"#/properties/spec/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema11.properties.spec.properties.outputsFrom,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
let data19 = data18[i1];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key5 in data19){
if(!((((key5 === "secretRef") || (key5 === "configMapRef")) || (key5 === "scope")) || (key5 === "keys"))){
const err41 = {instancePath:instancePath+"/spec/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data19.secretRef !== undefined){
let data20 = data19.secretRef;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err42 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key6 in data20){
if(!(key6 === "name")){
const err43 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data20.name !== undefined){
let data21 = data20.name;
if(typeof data21 === "string"){
if(data21.length > 253){
const err44 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data21.length < 1){
const err45 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!pattern0.test(data21)){
const err46 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.properties.name,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.secretRef,data:data20};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data19.configMapRef !== undefined){
let data22 = data19.configMapRef;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.name === undefined){
const err49 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key7 in data22){
if(!(key7 === "name")){
const err50 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data22.name !== undefined){
let data23 = data22.name;
if(typeof data23 === "string"){
if(data23.length > 253){
const err51 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data23.length < 1){
const err52 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!pattern0.test(data23)){
const err53 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.configMapRef,data:data22};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data19.scope !== undefined){
let data24 = data19.scope;
if(typeof data24 !== "string"){
const err56 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.scope.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.scope,data:data24};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!((data24 === "internal") || (data24 === "external"))){
const err57 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.outputsFrom.items.properties.scope.enum},schema:schema11.properties.spec.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.scope,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.keys !== undefined){
let data25 = data19.keys;
if(Array.isArray(data25)){
if(data25.length > 128){
const err58 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys,data:data25};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
let data26 = data25[i2];
if(typeof data26 === "string"){
if(data26.length > 253){
const err59 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data26.length < 1){
const err60 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(!pattern5.test(data26)){
const err61 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.items,data:data26};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/spec/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema11.properties.spec.properties.outputsFrom.items.properties.keys.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items.properties.keys,data:data25};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/spec/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.properties.outputsFrom.items.type,parentSchema:schema11.properties.spec.properties.outputsFrom.items,data:data19};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
}
if(data9.releaseName !== undefined){
let data27 = data9.releaseName;
if(typeof data27 === "string"){
if(data27.length > 53){
const err65 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data27.length < 1){
const err66 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(!pattern0.test(data27)){
const err67 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/spec/releaseName",schemaPath:"#/properties/spec/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.releaseName.type,parentSchema:schema11.properties.spec.properties.releaseName,data:data27};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data9.timeout !== undefined){
let data28 = data9.timeout;
if(typeof data28 === "string"){
if(data28.length > 32){
const err69 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!pattern7.test(data28)){
const err70 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/spec/timeout",schemaPath:"#/properties/spec/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.timeout.type,parentSchema:schema11.properties.spec.properties.timeout,data:data28};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data29 = data9.suspend;
if(typeof data29 !== "boolean"){
const err72 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema11.properties.spec.properties.suspend.type,parentSchema:schema11.properties.spec.properties.suspend,data:data29};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data9.targetNamespace !== undefined){
let data30 = data9.targetNamespace;
if(typeof data30 === "string"){
if(data30.length > 63){
const err73 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data30.length < 1){
const err74 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(!pattern1.test(data30)){
const err75 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/spec/targetNamespace",schemaPath:"#/properties/spec/properties/targetNamespace/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.targetNamespace.type,parentSchema:schema11.properties.spec.properties.targetNamespace,data:data30};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data9.serviceAccountName !== undefined){
let data31 = data9.serviceAccountName;
if(typeof data31 === "string"){
if(data31.length > 253){
const err77 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data31.length < 1){
const err78 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!pattern0.test(data31)){
const err79 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/spec/serviceAccountName",schemaPath:"#/properties/spec/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.serviceAccountName.type,parentSchema:schema11.properties.spec.properties.serviceAccountName,data:data31};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data9.driftDetection !== undefined){
let data32 = data9.driftDetection;
if(typeof data32 !== "string"){
const err81 = {instancePath:instancePath+"/spec/driftDetection",schemaPath:"#/properties/spec/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema11.properties.spec.properties.driftDetection.type,parentSchema:schema11.properties.spec.properties.driftDetection,data:data32};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(!(((data32 === "Enabled") || (data32 === "Warn")) || (data32 === "Disabled"))){
const err82 = {instancePath:instancePath+"/spec/driftDetection",schemaPath:"#/properties/spec/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema11.properties.spec.properties.driftDetection.enum},schema:schema11.properties.spec.properties.driftDetection.enum,parentSchema:schema11.properties.spec.properties.driftDetection,data:data32};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema11.properties.spec.type,parentSchema:schema11.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.status !== undefined){
let data33 = data.status;
if(!(data33 && typeof data33 == "object" && !Array.isArray(data33))){
const err84 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema11.properties.status.type,parentSchema:schema11.properties.status,data:data33};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const UpstartEnvironment = validate11;
const schema12 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"UpstartEnvironment","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"UpstartEnvironment"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","properties":{"source":{"type":"object","required":["repository","ref"],"properties":{"repository":{"type":"string","pattern":"^[a-z0-9._-]+(/[a-z0-9._-]+)+$","minLength":3,"maxLength":256},"ref":{"type":"string","pattern":"^refs/[^\\s/][^\\s]*$","maxLength":512},"sha":{"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$","maxLength":64},"pullRequests":{"type":"array","maxItems":32,"items":{"type":"object","required":["number"],"properties":{"number":{"type":"integer","minimum":1},"repository":{"type":"string","pattern":"^[a-z0-9._-]+(/[a-z0-9._-]+)+$","minLength":3,"maxLength":256}},"additionalProperties":false}}},"additionalProperties":false},"owner":{"type":"string","minLength":1,"maxLength":253},"template":{"type":"boolean"},"from":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63},"generation":{"type":"integer","minimum":1}},"additionalProperties":false},"ttl":{"type":"object","properties":{"idle":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32},"max":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32},"failed":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32}},"additionalProperties":false},"sleep":{"type":"object","properties":{"after":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32}},"additionalProperties":false},"protected":{"type":"boolean"},"dataPolicy":{"type":"string","enum":["delete","keep","snapshot"]},"url":{"type":"object","required":["template"],"properties":{"template":{"type":"string","pattern":"^https?://[^\\s]+$","maxLength":512},"service":{"type":"object","required":["service","name","port"],"properties":{"service":{"type":"string","maxLength":63},"name":{"type":"string","pattern":"^[a-z]([-a-z0-9]*[a-z0-9])?$","maxLength":63},"port":{"type":"integer","minimum":1,"maximum":65535}},"additionalProperties":false},"health":{"type":"object","properties":{"path":{"type":"string","pattern":"^/[^\\s]*$","maxLength":512},"status":{"type":"integer","minimum":100,"maximum":599},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32}},"additionalProperties":false},"revision":{"type":"object","properties":{"header":{"type":"string","pattern":"^[A-Za-z0-9-]+$","maxLength":128},"path":{"type":"string","pattern":"^/[^\\s]*$","maxLength":512}},"additionalProperties":false}},"additionalProperties":false},"quota":{"type":"object","required":["environments"],"properties":{"environments":{"type":"integer","minimum":1,"maximum":10000},"whenFull":{"type":"string","enum":["queue","evict"]},"minAge":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","maxLength":32}},"additionalProperties":false},"services":{"type":"object","maxProperties":1000,"additionalProperties":{"type":"object","properties":{"spec":{"type":"object","required":["helmReleases"],"properties":{"helmReleases":{"type":"object","maxProperties":64,"additionalProperties":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false}},"suspend":{"type":"boolean"}},"additionalProperties":false},"from":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false},"releases":{"type":"object","maxProperties":64,"additionalProperties":{"type":["object","null"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":["string","null"],"maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":["string","null"],"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":["string","null"],"pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":["boolean","null"]},"serviceAccountName":{"type":["string","null"],"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":["string","null"],"enum":["Enabled","Warn","Disabled",null]}},"additionalProperties":false}},"mode":{"type":"string","enum":["real","mock","proxy","off"]},"mock":{"type":"object","required":["from"],"properties":{"from":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"additionalProperties":false},"proxy":{"type":"object","required":["environment"],"properties":{"environment":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"additionalProperties":false}},"params":{"type":"object","maxProperties":256,"additionalProperties":{"type":"string","maxLength":4096}},"namespaces":{"type":"string","enum":["PerService","Shared"]},"suspend":{"type":"boolean"}},"additionalProperties":false},"status":{"type":"object"}}};
const pattern12 = new RegExp("^[a-z0-9._-]+(/[a-z0-9._-]+)+$", "u");
const pattern13 = new RegExp("^refs/[^\\s/][^\\s]*$", "u");
const pattern14 = new RegExp("^[0-9a-f]{40}([0-9a-f]{24})?$", "u");
const pattern18 = new RegExp("^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$", "u");
const pattern22 = new RegExp("^https?://[^\\s]+$", "u");
const pattern23 = new RegExp("^[a-z]([-a-z0-9]*[a-z0-9])?$", "u");
const pattern24 = new RegExp("^/[^\\s]*$", "u");
const pattern26 = new RegExp("^[A-Za-z0-9-]+$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema12.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("UpstartEnvironment" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "UpstartEnvironment"},schema:"UpstartEnvironment",parentSchema:schema12.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema12.properties.metadata.type},schema:schema12.properties.metadata.type,parentSchema:schema12.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.name.type,parentSchema:schema12.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.namespace.type,parentSchema:schema12.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema12.properties.metadata.properties.labels.type},schema:schema12.properties.metadata.properties.labels.type,parentSchema:schema12.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema12.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema12.properties.metadata.properties.annotations.type},schema:schema12.properties.metadata.properties.annotations.type,parentSchema:schema12.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema12.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key3 in data9){
if(!(func2.call(schema12.properties.spec.properties, key3))){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema12.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data9.source !== undefined){
let data10 = data9.source;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.repository === undefined){
const err18 = {instancePath:instancePath+"/spec/source",schemaPath:"#/properties/spec/properties/source/required",keyword:"required",params:{missingProperty: "repository"},schema:schema12.properties.spec.properties.source.required,parentSchema:schema12.properties.spec.properties.source,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data10.ref === undefined){
const err19 = {instancePath:instancePath+"/spec/source",schemaPath:"#/properties/spec/properties/source/required",keyword:"required",params:{missingProperty: "ref"},schema:schema12.properties.spec.properties.source.required,parentSchema:schema12.properties.spec.properties.source,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key4 in data10){
if(!((((key4 === "repository") || (key4 === "ref")) || (key4 === "sha")) || (key4 === "pullRequests"))){
const err20 = {instancePath:instancePath+"/spec/source",schemaPath:"#/properties/spec/properties/source/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},schema:false,parentSchema:schema12.properties.spec.properties.source,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data10.repository !== undefined){
let data11 = data10.repository;
if(typeof data11 === "string"){
if(data11.length > 256){
const err21 = {instancePath:instancePath+"/spec/source/repository",schemaPath:"#/properties/spec/properties/source/properties/repository/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.source.properties.repository,data:data11};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data11.length < 3){
const err22 = {instancePath:instancePath+"/spec/source/repository",schemaPath:"#/properties/spec/properties/source/properties/repository/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema12.properties.spec.properties.source.properties.repository,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern12.test(data11)){
const err23 = {instancePath:instancePath+"/spec/source/repository",schemaPath:"#/properties/spec/properties/source/properties/repository/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9._-]+(/[a-z0-9._-]+)+$"},schema:"^[a-z0-9._-]+(/[a-z0-9._-]+)+$",parentSchema:schema12.properties.spec.properties.source.properties.repository,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/spec/source/repository",schemaPath:"#/properties/spec/properties/source/properties/repository/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.source.properties.repository.type,parentSchema:schema12.properties.spec.properties.source.properties.repository,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data10.ref !== undefined){
let data12 = data10.ref;
if(typeof data12 === "string"){
if(data12.length > 512){
const err25 = {instancePath:instancePath+"/spec/source/ref",schemaPath:"#/properties/spec/properties/source/properties/ref/maxLength",keyword:"maxLength",params:{limit: 512},schema:512,parentSchema:schema12.properties.spec.properties.source.properties.ref,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern13.test(data12)){
const err26 = {instancePath:instancePath+"/spec/source/ref",schemaPath:"#/properties/spec/properties/source/properties/ref/pattern",keyword:"pattern",params:{pattern: "^refs/[^\\s/][^\\s]*$"},schema:"^refs/[^\\s/][^\\s]*$",parentSchema:schema12.properties.spec.properties.source.properties.ref,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/spec/source/ref",schemaPath:"#/properties/spec/properties/source/properties/ref/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.source.properties.ref.type,parentSchema:schema12.properties.spec.properties.source.properties.ref,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data10.sha !== undefined){
let data13 = data10.sha;
if(typeof data13 === "string"){
if(data13.length > 64){
const err28 = {instancePath:instancePath+"/spec/source/sha",schemaPath:"#/properties/spec/properties/source/properties/sha/maxLength",keyword:"maxLength",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.source.properties.sha,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!pattern14.test(data13)){
const err29 = {instancePath:instancePath+"/spec/source/sha",schemaPath:"#/properties/spec/properties/source/properties/sha/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"},schema:"^[0-9a-f]{40}([0-9a-f]{24})?$",parentSchema:schema12.properties.spec.properties.source.properties.sha,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/spec/source/sha",schemaPath:"#/properties/spec/properties/source/properties/sha/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.source.properties.sha.type,parentSchema:schema12.properties.spec.properties.source.properties.sha,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data10.pullRequests !== undefined){
let data14 = data10.pullRequests;
if(Array.isArray(data14)){
if(data14.length > 32){
const err31 = {instancePath:instancePath+"/spec/source/pullRequests",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.number === undefined){
const err32 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0,schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/required",keyword:"required",params:{missingProperty: "number"},schema:schema12.properties.spec.properties.source.properties.pullRequests.items.required,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key5 in data15){
if(!((key5 === "number") || (key5 === "repository"))){
const err33 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0,schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.number !== undefined){
let data16 = data15.number;
if(!((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16)))){
const err34 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/number",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/number/type",keyword:"type",params:{type: "integer"},schema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.number.type,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.number,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(typeof data16 == "number"){
if(data16 < 1 || isNaN(data16)){
const err35 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/number",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.number,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data15.repository !== undefined){
let data17 = data15.repository;
if(typeof data17 === "string"){
if(data17.length > 256){
const err36 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/repository",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/repository/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.repository,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data17.length < 3){
const err37 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/repository",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/repository/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.repository,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!pattern12.test(data17)){
const err38 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/repository",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/repository/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9._-]+(/[a-z0-9._-]+)+$"},schema:"^[a-z0-9._-]+(/[a-z0-9._-]+)+$",parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.repository,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0+"/repository",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/properties/repository/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.repository.type,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items.properties.repository,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/spec/source/pullRequests/" + i0,schemaPath:"#/properties/spec/properties/source/properties/pullRequests/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.source.properties.pullRequests.items.type,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests.items,data:data15};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/spec/source/pullRequests",schemaPath:"#/properties/spec/properties/source/properties/pullRequests/type",keyword:"type",params:{type: "array"},schema:schema12.properties.spec.properties.source.properties.pullRequests.type,parentSchema:schema12.properties.spec.properties.source.properties.pullRequests,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/spec/source",schemaPath:"#/properties/spec/properties/source/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.source.type,parentSchema:schema12.properties.spec.properties.source,data:data10};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data9.owner !== undefined){
let data18 = data9.owner;
if(typeof data18 === "string"){
if(data18.length > 253){
const err43 = {instancePath:instancePath+"/spec/owner",schemaPath:"#/properties/spec/properties/owner/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.owner,data:data18};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data18.length < 1){
const err44 = {instancePath:instancePath+"/spec/owner",schemaPath:"#/properties/spec/properties/owner/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.owner,data:data18};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/spec/owner",schemaPath:"#/properties/spec/properties/owner/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.owner.type,parentSchema:schema12.properties.spec.properties.owner,data:data18};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data9.template !== undefined){
let data19 = data9.template;
if(typeof data19 !== "boolean"){
const err46 = {instancePath:instancePath+"/spec/template",schemaPath:"#/properties/spec/properties/template/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.template.type,parentSchema:schema12.properties.spec.properties.template,data:data19};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data9.from !== undefined){
let data20 = data9.from;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err47 = {instancePath:instancePath+"/spec/from",schemaPath:"#/properties/spec/properties/from/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.from.required,parentSchema:schema12.properties.spec.properties.from,data:data20};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key6 in data20){
if(!(((key6 === "name") || (key6 === "namespace")) || (key6 === "generation"))){
const err48 = {instancePath:instancePath+"/spec/from",schemaPath:"#/properties/spec/properties/from/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema12.properties.spec.properties.from,data:data20};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data20.name !== undefined){
let data21 = data20.name;
if(typeof data21 === "string"){
if(data21.length > 63){
const err49 = {instancePath:instancePath+"/spec/from/name",schemaPath:"#/properties/spec/properties/from/properties/name/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.from.properties.name,data:data21};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data21.length < 1){
const err50 = {instancePath:instancePath+"/spec/from/name",schemaPath:"#/properties/spec/properties/from/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.from.properties.name,data:data21};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!pattern1.test(data21)){
const err51 = {instancePath:instancePath+"/spec/from/name",schemaPath:"#/properties/spec/properties/from/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.from.properties.name,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/spec/from/name",schemaPath:"#/properties/spec/properties/from/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.from.properties.name.type,parentSchema:schema12.properties.spec.properties.from.properties.name,data:data21};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data20.namespace !== undefined){
let data22 = data20.namespace;
if(typeof data22 === "string"){
if(data22.length > 63){
const err53 = {instancePath:instancePath+"/spec/from/namespace",schemaPath:"#/properties/spec/properties/from/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.from.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data22.length < 1){
const err54 = {instancePath:instancePath+"/spec/from/namespace",schemaPath:"#/properties/spec/properties/from/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.from.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(!pattern1.test(data22)){
const err55 = {instancePath:instancePath+"/spec/from/namespace",schemaPath:"#/properties/spec/properties/from/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.from.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/spec/from/namespace",schemaPath:"#/properties/spec/properties/from/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.from.properties.namespace.type,parentSchema:schema12.properties.spec.properties.from.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data20.generation !== undefined){
let data23 = data20.generation;
if(!((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23)))){
const err57 = {instancePath:instancePath+"/spec/from/generation",schemaPath:"#/properties/spec/properties/from/properties/generation/type",keyword:"type",params:{type: "integer"},schema:schema12.properties.spec.properties.from.properties.generation.type,parentSchema:schema12.properties.spec.properties.from.properties.generation,data:data23};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(typeof data23 == "number"){
if(data23 < 1 || isNaN(data23)){
const err58 = {instancePath:instancePath+"/spec/from/generation",schemaPath:"#/properties/spec/properties/from/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.from.properties.generation,data:data23};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
}
else {
const err59 = {instancePath:instancePath+"/spec/from",schemaPath:"#/properties/spec/properties/from/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.from.type,parentSchema:schema12.properties.spec.properties.from,data:data20};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data9.ttl !== undefined){
let data24 = data9.ttl;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key7 in data24){
if(!(((key7 === "idle") || (key7 === "max")) || (key7 === "failed"))){
const err60 = {instancePath:instancePath+"/spec/ttl",schemaPath:"#/properties/spec/properties/ttl/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema12.properties.spec.properties.ttl,data:data24};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data24.idle !== undefined){
let data25 = data24.idle;
if(typeof data25 === "string"){
if(data25.length > 32){
const err61 = {instancePath:instancePath+"/spec/ttl/idle",schemaPath:"#/properties/spec/properties/ttl/properties/idle/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.ttl.properties.idle,data:data25};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!pattern18.test(data25)){
const err62 = {instancePath:instancePath+"/spec/ttl/idle",schemaPath:"#/properties/spec/properties/ttl/properties/idle/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.ttl.properties.idle,data:data25};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/spec/ttl/idle",schemaPath:"#/properties/spec/properties/ttl/properties/idle/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.ttl.properties.idle.type,parentSchema:schema12.properties.spec.properties.ttl.properties.idle,data:data25};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data24.max !== undefined){
let data26 = data24.max;
if(typeof data26 === "string"){
if(data26.length > 32){
const err64 = {instancePath:instancePath+"/spec/ttl/max",schemaPath:"#/properties/spec/properties/ttl/properties/max/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.ttl.properties.max,data:data26};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!pattern18.test(data26)){
const err65 = {instancePath:instancePath+"/spec/ttl/max",schemaPath:"#/properties/spec/properties/ttl/properties/max/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.ttl.properties.max,data:data26};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/spec/ttl/max",schemaPath:"#/properties/spec/properties/ttl/properties/max/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.ttl.properties.max.type,parentSchema:schema12.properties.spec.properties.ttl.properties.max,data:data26};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data24.failed !== undefined){
let data27 = data24.failed;
if(typeof data27 === "string"){
if(data27.length > 32){
const err67 = {instancePath:instancePath+"/spec/ttl/failed",schemaPath:"#/properties/spec/properties/ttl/properties/failed/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.ttl.properties.failed,data:data27};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(!pattern18.test(data27)){
const err68 = {instancePath:instancePath+"/spec/ttl/failed",schemaPath:"#/properties/spec/properties/ttl/properties/failed/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.ttl.properties.failed,data:data27};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/spec/ttl/failed",schemaPath:"#/properties/spec/properties/ttl/properties/failed/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.ttl.properties.failed.type,parentSchema:schema12.properties.spec.properties.ttl.properties.failed,data:data27};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath:instancePath+"/spec/ttl",schemaPath:"#/properties/spec/properties/ttl/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.ttl.type,parentSchema:schema12.properties.spec.properties.ttl,data:data24};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data9.sleep !== undefined){
let data28 = data9.sleep;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key8 in data28){
if(!(key8 === "after")){
const err71 = {instancePath:instancePath+"/spec/sleep",schemaPath:"#/properties/spec/properties/sleep/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},schema:false,parentSchema:schema12.properties.spec.properties.sleep,data:data28};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data28.after !== undefined){
let data29 = data28.after;
if(typeof data29 === "string"){
if(data29.length > 32){
const err72 = {instancePath:instancePath+"/spec/sleep/after",schemaPath:"#/properties/spec/properties/sleep/properties/after/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.sleep.properties.after,data:data29};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!pattern18.test(data29)){
const err73 = {instancePath:instancePath+"/spec/sleep/after",schemaPath:"#/properties/spec/properties/sleep/properties/after/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.sleep.properties.after,data:data29};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/spec/sleep/after",schemaPath:"#/properties/spec/properties/sleep/properties/after/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.sleep.properties.after.type,parentSchema:schema12.properties.spec.properties.sleep.properties.after,data:data29};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/spec/sleep",schemaPath:"#/properties/spec/properties/sleep/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.sleep.type,parentSchema:schema12.properties.spec.properties.sleep,data:data28};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data9.protected !== undefined){
let data30 = data9.protected;
if(typeof data30 !== "boolean"){
const err76 = {instancePath:instancePath+"/spec/protected",schemaPath:"#/properties/spec/properties/protected/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.protected.type,parentSchema:schema12.properties.spec.properties.protected,data:data30};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data9.dataPolicy !== undefined){
let data31 = data9.dataPolicy;
if(typeof data31 !== "string"){
const err77 = {instancePath:instancePath+"/spec/dataPolicy",schemaPath:"#/properties/spec/properties/dataPolicy/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.dataPolicy.type,parentSchema:schema12.properties.spec.properties.dataPolicy,data:data31};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!(((data31 === "delete") || (data31 === "keep")) || (data31 === "snapshot"))){
const err78 = {instancePath:instancePath+"/spec/dataPolicy",schemaPath:"#/properties/spec/properties/dataPolicy/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.dataPolicy.enum},schema:schema12.properties.spec.properties.dataPolicy.enum,parentSchema:schema12.properties.spec.properties.dataPolicy,data:data31};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data9.url !== undefined){
let data32 = data9.url;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.template === undefined){
const err79 = {instancePath:instancePath+"/spec/url",schemaPath:"#/properties/spec/properties/url/required",keyword:"required",params:{missingProperty: "template"},schema:schema12.properties.spec.properties.url.required,parentSchema:schema12.properties.spec.properties.url,data:data32};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
for(const key9 in data32){
if(!((((key9 === "template") || (key9 === "service")) || (key9 === "health")) || (key9 === "revision"))){
const err80 = {instancePath:instancePath+"/spec/url",schemaPath:"#/properties/spec/properties/url/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},schema:false,parentSchema:schema12.properties.spec.properties.url,data:data32};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data32.template !== undefined){
let data33 = data32.template;
if(typeof data33 === "string"){
if(data33.length > 512){
const err81 = {instancePath:instancePath+"/spec/url/template",schemaPath:"#/properties/spec/properties/url/properties/template/maxLength",keyword:"maxLength",params:{limit: 512},schema:512,parentSchema:schema12.properties.spec.properties.url.properties.template,data:data33};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(!pattern22.test(data33)){
const err82 = {instancePath:instancePath+"/spec/url/template",schemaPath:"#/properties/spec/properties/url/properties/template/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},schema:"^https?://[^\\s]+$",parentSchema:schema12.properties.spec.properties.url.properties.template,data:data33};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/spec/url/template",schemaPath:"#/properties/spec/properties/url/properties/template/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.template.type,parentSchema:schema12.properties.spec.properties.url.properties.template,data:data33};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data32.service !== undefined){
let data34 = data32.service;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.service === undefined){
const err84 = {instancePath:instancePath+"/spec/url/service",schemaPath:"#/properties/spec/properties/url/properties/service/required",keyword:"required",params:{missingProperty: "service"},schema:schema12.properties.spec.properties.url.properties.service.required,parentSchema:schema12.properties.spec.properties.url.properties.service,data:data34};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data34.name === undefined){
const err85 = {instancePath:instancePath+"/spec/url/service",schemaPath:"#/properties/spec/properties/url/properties/service/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.url.properties.service.required,parentSchema:schema12.properties.spec.properties.url.properties.service,data:data34};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data34.port === undefined){
const err86 = {instancePath:instancePath+"/spec/url/service",schemaPath:"#/properties/spec/properties/url/properties/service/required",keyword:"required",params:{missingProperty: "port"},schema:schema12.properties.spec.properties.url.properties.service.required,parentSchema:schema12.properties.spec.properties.url.properties.service,data:data34};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
for(const key10 in data34){
if(!(((key10 === "service") || (key10 === "name")) || (key10 === "port"))){
const err87 = {instancePath:instancePath+"/spec/url/service",schemaPath:"#/properties/spec/properties/url/properties/service/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},schema:false,parentSchema:schema12.properties.spec.properties.url.properties.service,data:data34};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data34.service !== undefined){
let data35 = data34.service;
if(typeof data35 === "string"){
if(data35.length > 63){
const err88 = {instancePath:instancePath+"/spec/url/service/service",schemaPath:"#/properties/spec/properties/url/properties/service/properties/service/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.service,data:data35};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/spec/url/service/service",schemaPath:"#/properties/spec/properties/url/properties/service/properties/service/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.service.properties.service.type,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.service,data:data35};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data34.name !== undefined){
let data36 = data34.name;
if(typeof data36 === "string"){
if(data36.length > 63){
const err90 = {instancePath:instancePath+"/spec/url/service/name",schemaPath:"#/properties/spec/properties/url/properties/service/properties/name/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.name,data:data36};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(!pattern23.test(data36)){
const err91 = {instancePath:instancePath+"/spec/url/service/name",schemaPath:"#/properties/spec/properties/url/properties/service/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.url.properties.service.properties.name,data:data36};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/spec/url/service/name",schemaPath:"#/properties/spec/properties/url/properties/service/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.service.properties.name.type,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.name,data:data36};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data34.port !== undefined){
let data37 = data34.port;
if(!((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37)))){
const err93 = {instancePath:instancePath+"/spec/url/service/port",schemaPath:"#/properties/spec/properties/url/properties/service/properties/port/type",keyword:"type",params:{type: "integer"},schema:schema12.properties.spec.properties.url.properties.service.properties.port.type,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.port,data:data37};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(typeof data37 == "number"){
if(data37 > 65535 || isNaN(data37)){
const err94 = {instancePath:instancePath+"/spec/url/service/port",schemaPath:"#/properties/spec/properties/url/properties/service/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.port,data:data37};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(data37 < 1 || isNaN(data37)){
const err95 = {instancePath:instancePath+"/spec/url/service/port",schemaPath:"#/properties/spec/properties/url/properties/service/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.url.properties.service.properties.port,data:data37};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
}
else {
const err96 = {instancePath:instancePath+"/spec/url/service",schemaPath:"#/properties/spec/properties/url/properties/service/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.url.properties.service.type,parentSchema:schema12.properties.spec.properties.url.properties.service,data:data34};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data32.health !== undefined){
let data38 = data32.health;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key11 in data38){
if(!(((key11 === "path") || (key11 === "status")) || (key11 === "timeout"))){
const err97 = {instancePath:instancePath+"/spec/url/health",schemaPath:"#/properties/spec/properties/url/properties/health/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},schema:false,parentSchema:schema12.properties.spec.properties.url.properties.health,data:data38};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data38.path !== undefined){
let data39 = data38.path;
if(typeof data39 === "string"){
if(data39.length > 512){
const err98 = {instancePath:instancePath+"/spec/url/health/path",schemaPath:"#/properties/spec/properties/url/properties/health/properties/path/maxLength",keyword:"maxLength",params:{limit: 512},schema:512,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.path,data:data39};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if(!pattern24.test(data39)){
const err99 = {instancePath:instancePath+"/spec/url/health/path",schemaPath:"#/properties/spec/properties/url/properties/health/properties/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\s]*$"},schema:"^/[^\\s]*$",parentSchema:schema12.properties.spec.properties.url.properties.health.properties.path,data:data39};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/spec/url/health/path",schemaPath:"#/properties/spec/properties/url/properties/health/properties/path/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.health.properties.path.type,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.path,data:data39};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data38.status !== undefined){
let data40 = data38.status;
if(!((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40)))){
const err101 = {instancePath:instancePath+"/spec/url/health/status",schemaPath:"#/properties/spec/properties/url/properties/health/properties/status/type",keyword:"type",params:{type: "integer"},schema:schema12.properties.spec.properties.url.properties.health.properties.status.type,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.status,data:data40};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(typeof data40 == "number"){
if(data40 > 599 || isNaN(data40)){
const err102 = {instancePath:instancePath+"/spec/url/health/status",schemaPath:"#/properties/spec/properties/url/properties/health/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},schema:599,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.status,data:data40};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data40 < 100 || isNaN(data40)){
const err103 = {instancePath:instancePath+"/spec/url/health/status",schemaPath:"#/properties/spec/properties/url/properties/health/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100},schema:100,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.status,data:data40};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data38.timeout !== undefined){
let data41 = data38.timeout;
if(typeof data41 === "string"){
if(data41.length > 32){
const err104 = {instancePath:instancePath+"/spec/url/health/timeout",schemaPath:"#/properties/spec/properties/url/properties/health/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.timeout,data:data41};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(!pattern18.test(data41)){
const err105 = {instancePath:instancePath+"/spec/url/health/timeout",schemaPath:"#/properties/spec/properties/url/properties/health/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.url.properties.health.properties.timeout,data:data41};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/spec/url/health/timeout",schemaPath:"#/properties/spec/properties/url/properties/health/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.health.properties.timeout.type,parentSchema:schema12.properties.spec.properties.url.properties.health.properties.timeout,data:data41};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/spec/url/health",schemaPath:"#/properties/spec/properties/url/properties/health/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.url.properties.health.type,parentSchema:schema12.properties.spec.properties.url.properties.health,data:data38};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data32.revision !== undefined){
let data42 = data32.revision;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key12 in data42){
if(!((key12 === "header") || (key12 === "path"))){
const err108 = {instancePath:instancePath+"/spec/url/revision",schemaPath:"#/properties/spec/properties/url/properties/revision/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},schema:false,parentSchema:schema12.properties.spec.properties.url.properties.revision,data:data42};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data42.header !== undefined){
let data43 = data42.header;
if(typeof data43 === "string"){
if(data43.length > 128){
const err109 = {instancePath:instancePath+"/spec/url/revision/header",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/header/maxLength",keyword:"maxLength",params:{limit: 128},schema:128,parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.header,data:data43};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(!pattern26.test(data43)){
const err110 = {instancePath:instancePath+"/spec/url/revision/header",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/header/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]+$"},schema:"^[A-Za-z0-9-]+$",parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.header,data:data43};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
else {
const err111 = {instancePath:instancePath+"/spec/url/revision/header",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/header/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.revision.properties.header.type,parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.header,data:data43};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data42.path !== undefined){
let data44 = data42.path;
if(typeof data44 === "string"){
if(data44.length > 512){
const err112 = {instancePath:instancePath+"/spec/url/revision/path",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/path/maxLength",keyword:"maxLength",params:{limit: 512},schema:512,parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.path,data:data44};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(!pattern24.test(data44)){
const err113 = {instancePath:instancePath+"/spec/url/revision/path",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\s]*$"},schema:"^/[^\\s]*$",parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.path,data:data44};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
else {
const err114 = {instancePath:instancePath+"/spec/url/revision/path",schemaPath:"#/properties/spec/properties/url/properties/revision/properties/path/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.url.properties.revision.properties.path.type,parentSchema:schema12.properties.spec.properties.url.properties.revision.properties.path,data:data44};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
else {
const err115 = {instancePath:instancePath+"/spec/url/revision",schemaPath:"#/properties/spec/properties/url/properties/revision/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.url.properties.revision.type,parentSchema:schema12.properties.spec.properties.url.properties.revision,data:data42};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/spec/url",schemaPath:"#/properties/spec/properties/url/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.url.type,parentSchema:schema12.properties.spec.properties.url,data:data32};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data9.quota !== undefined){
let data45 = data9.quota;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
if(data45.environments === undefined){
const err117 = {instancePath:instancePath+"/spec/quota",schemaPath:"#/properties/spec/properties/quota/required",keyword:"required",params:{missingProperty: "environments"},schema:schema12.properties.spec.properties.quota.required,parentSchema:schema12.properties.spec.properties.quota,data:data45};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
for(const key13 in data45){
if(!(((key13 === "environments") || (key13 === "whenFull")) || (key13 === "minAge"))){
const err118 = {instancePath:instancePath+"/spec/quota",schemaPath:"#/properties/spec/properties/quota/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},schema:false,parentSchema:schema12.properties.spec.properties.quota,data:data45};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data45.environments !== undefined){
let data46 = data45.environments;
if(!((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46)))){
const err119 = {instancePath:instancePath+"/spec/quota/environments",schemaPath:"#/properties/spec/properties/quota/properties/environments/type",keyword:"type",params:{type: "integer"},schema:schema12.properties.spec.properties.quota.properties.environments.type,parentSchema:schema12.properties.spec.properties.quota.properties.environments,data:data46};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(typeof data46 == "number"){
if(data46 > 10000 || isNaN(data46)){
const err120 = {instancePath:instancePath+"/spec/quota/environments",schemaPath:"#/properties/spec/properties/quota/properties/environments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},schema:10000,parentSchema:schema12.properties.spec.properties.quota.properties.environments,data:data46};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(data46 < 1 || isNaN(data46)){
const err121 = {instancePath:instancePath+"/spec/quota/environments",schemaPath:"#/properties/spec/properties/quota/properties/environments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.quota.properties.environments,data:data46};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
if(data45.whenFull !== undefined){
let data47 = data45.whenFull;
if(typeof data47 !== "string"){
const err122 = {instancePath:instancePath+"/spec/quota/whenFull",schemaPath:"#/properties/spec/properties/quota/properties/whenFull/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.quota.properties.whenFull.type,parentSchema:schema12.properties.spec.properties.quota.properties.whenFull,data:data47};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(!((data47 === "queue") || (data47 === "evict"))){
const err123 = {instancePath:instancePath+"/spec/quota/whenFull",schemaPath:"#/properties/spec/properties/quota/properties/whenFull/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.quota.properties.whenFull.enum},schema:schema12.properties.spec.properties.quota.properties.whenFull.enum,parentSchema:schema12.properties.spec.properties.quota.properties.whenFull,data:data47};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data45.minAge !== undefined){
let data48 = data45.minAge;
if(typeof data48 === "string"){
if(data48.length > 32){
const err124 = {instancePath:instancePath+"/spec/quota/minAge",schemaPath:"#/properties/spec/properties/quota/properties/minAge/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.quota.properties.minAge,data:data48};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(!pattern18.test(data48)){
const err125 = {instancePath:instancePath+"/spec/quota/minAge",schemaPath:"#/properties/spec/properties/quota/properties/minAge/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema12.properties.spec.properties.quota.properties.minAge,data:data48};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
else {
const err126 = {instancePath:instancePath+"/spec/quota/minAge",schemaPath:"#/properties/spec/properties/quota/properties/minAge/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.quota.properties.minAge.type,parentSchema:schema12.properties.spec.properties.quota.properties.minAge,data:data48};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
else {
const err127 = {instancePath:instancePath+"/spec/quota",schemaPath:"#/properties/spec/properties/quota/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.quota.type,parentSchema:schema12.properties.spec.properties.quota,data:data45};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data9.services !== undefined){
let data49 = data9.services;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(Object.keys(data49).length > 1000){
const err128 = {instancePath:instancePath+"/spec/services",schemaPath:"#/properties/spec/properties/services/maxProperties",keyword:"maxProperties",params:{limit: 1000},schema:1000,parentSchema:schema12.properties.spec.properties.services,data:data49};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
for(const key14 in data49){
let data50 = data49[key14];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
for(const key15 in data50){
if(!((((((key15 === "spec") || (key15 === "from")) || (key15 === "releases")) || (key15 === "mode")) || (key15 === "mock")) || (key15 === "proxy"))){
const err129 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties,data:data50};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data50.spec !== undefined){
let data51 = data50.spec;
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
if(data51.helmReleases === undefined){
const err130 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/required",keyword:"required",params:{missingProperty: "helmReleases"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data51};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
for(const key16 in data51){
if(!((key16 === "helmReleases") || (key16 === "suspend"))){
const err131 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data51};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data51.helmReleases !== undefined){
let data52 = data51.helmReleases;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
if(Object.keys(data52).length > 64){
const err132 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases,data:data52};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
for(const key17 in data52){
let data53 = data52[key17];
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
if(data53.chart === undefined){
const err133 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/required",keyword:"required",params:{missingProperty: "chart"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data53};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
for(const key18 in data53){
if(!(func2.call(schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties, key18))){
const err134 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data53};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data53.chart !== undefined){
let data54 = data53.chart;
if(typeof data54 === "string"){
if(data54.length > 2048){
const err135 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data54};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if(data54.length < 1){
const err136 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data54};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
else {
const err137 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data54};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data53.version !== undefined){
let data55 = data53.version;
if(typeof data55 === "string"){
if(data55.length > 256){
const err138 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data55};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
else {
const err139 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/version/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data55};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data53.values !== undefined){
let data56 = data53.values;
if((!(data56 && typeof data56 == "object" && !Array.isArray(data56))) && (data56 !== null)){
const err140 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.values,data:data56};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data53.dependencies !== undefined){
let data57 = data53.dependencies;
if((!(Array.isArray(data57))) && (data57 !== null)){
const err141 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data57};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(Array.isArray(data57)){
if(data57.length > 64){
const err142 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data57};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
const len1 = data57.length;
for(let i1=0; i1<len1; i1++){
let data58 = data57[i1];
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
if(data58.name === undefined){
const err143 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data58};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
for(const key19 in data58){
if(!(((key19 === "name") || (key19 === "kind")) || (key19 === "namespace"))){
const err144 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data58};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
if(data58.name !== undefined){
let data59 = data58.name;
if(typeof data59 === "string"){
if(data59.length > 253){
const err145 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data59};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if(data59.length < 1){
const err146 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data59};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
else {
const err147 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data59};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data58.kind !== undefined){
let data60 = data58.kind;
if(typeof data60 !== "string"){
const err148 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data60};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
if(!((data60 === "HelmRelease") || (data60 === "UpstartService"))){
const err149 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data60};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data58.namespace !== undefined){
let data61 = data58.namespace;
if(typeof data61 === "string"){
if(data61.length > 63){
const err150 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data61};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(data61.length < 1){
const err151 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data61};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(!pattern1.test(data61)){
const err152 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data61};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
else {
const err153 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data61};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
}
else {
const err154 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i1,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data58};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
}
if(data53.outputsFrom !== undefined){
let data62 = data53.outputsFrom;
if((!(Array.isArray(data62))) && (data62 !== null)){
const err155 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data62};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(Array.isArray(data62)){
if(data62.length > 32){
const err156 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data62};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
const len2 = data62.length;
for(let i2=0; i2<len2; i2++){
let data63 = data62[i2];
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
for(const key20 in data63){
if(!((((key20 === "secretRef") || (key20 === "configMapRef")) || (key20 === "scope")) || (key20 === "keys"))){
const err157 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data63};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data63.secretRef !== undefined){
let data64 = data63.secretRef;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
if(data64.name === undefined){
const err158 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data64};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
for(const key21 in data64){
if(!(key21 === "name")){
const err159 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data64};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data64.name !== undefined){
let data65 = data64.name;
if(typeof data65 === "string"){
if(data65.length > 253){
const err160 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data65};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(data65.length < 1){
const err161 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data65};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(!pattern0.test(data65)){
const err162 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data65};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
else {
const err163 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data65};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
}
else {
const err164 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data64};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
if(data63.configMapRef !== undefined){
let data66 = data63.configMapRef;
if(data66 && typeof data66 == "object" && !Array.isArray(data66)){
if(data66.name === undefined){
const err165 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data66};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
for(const key22 in data66){
if(!(key22 === "name")){
const err166 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data66};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data66.name !== undefined){
let data67 = data66.name;
if(typeof data67 === "string"){
if(data67.length > 253){
const err167 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data67};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
if(data67.length < 1){
const err168 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data67};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
if(!pattern0.test(data67)){
const err169 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data67};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
else {
const err170 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data67};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
}
else {
const err171 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data66};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data63.scope !== undefined){
let data68 = data63.scope;
if(typeof data68 !== "string"){
const err172 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data68};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if(!((data68 === "internal") || (data68 === "external"))){
const err173 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data68};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data63.keys !== undefined){
let data69 = data63.keys;
if(Array.isArray(data69)){
if(data69.length > 128){
const err174 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data69};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
const len3 = data69.length;
for(let i3=0; i3<len3; i3++){
let data70 = data69[i3];
if(typeof data70 === "string"){
if(data70.length > 253){
const err175 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data70};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data70.length < 1){
const err176 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data70};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
if(!pattern5.test(data70)){
const err177 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data70};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
else {
const err178 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys/" + i3,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data70};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
}
else {
const err179 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data69};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
}
else {
const err180 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i2,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data63};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
}
}
if(data53.releaseName !== undefined){
let data71 = data53.releaseName;
if(typeof data71 === "string"){
if(data71.length > 53){
const err181 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data71};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
if(data71.length < 1){
const err182 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data71};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if(!pattern0.test(data71)){
const err183 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data71};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
else {
const err184 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data71};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
if(data53.timeout !== undefined){
let data72 = data53.timeout;
if(typeof data72 === "string"){
if(data72.length > 32){
const err185 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data72};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if(!pattern7.test(data72)){
const err186 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data72};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
else {
const err187 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data72};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
if(data53.suspend !== undefined){
let data73 = data53.suspend;
if(typeof data73 !== "boolean"){
const err188 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.suspend,data:data73};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data53.serviceAccountName !== undefined){
let data74 = data53.serviceAccountName;
if(typeof data74 === "string"){
if(data74.length > 253){
const err189 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data74};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(data74.length < 1){
const err190 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data74};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
if(!pattern0.test(data74)){
const err191 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data74};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
else {
const err192 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data74};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data53.driftDetection !== undefined){
let data75 = data53.driftDetection;
if(typeof data75 !== "string"){
const err193 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data75};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
if(!(((data75 === "Enabled") || (data75 === "Warn")) || (data75 === "Disabled"))){
const err194 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data75};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
}
else {
const err195 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.additionalProperties,data:data53};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
}
else {
const err196 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/helmReleases/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.helmReleases,data:data52};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
if(data51.suspend !== undefined){
let data76 = data51.suspend;
if(typeof data76 !== "boolean"){
const err197 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.properties.suspend,data:data76};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
}
else {
const err198 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/spec",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.spec.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.spec,data:data51};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(data50.from !== undefined){
let data77 = data50.from;
if(data77 && typeof data77 == "object" && !Array.isArray(data77)){
if(data77.name === undefined){
const err199 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data77};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
for(const key23 in data77){
if(!((key23 === "name") || (key23 === "namespace"))){
const err200 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data77};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data77.name !== undefined){
let data78 = data77.name;
if(typeof data78 === "string"){
if(data78.length > 253){
const err201 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data78};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
if(data78.length < 1){
const err202 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data78};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if(!pattern0.test(data78)){
const err203 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data78};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
else {
const err204 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.name,data:data78};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
if(data77.namespace !== undefined){
let data79 = data77.namespace;
if(typeof data79 === "string"){
if(data79.length > 63){
const err205 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data79};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data79.length < 1){
const err206 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data79};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
if(!pattern1.test(data79)){
const err207 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data79};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
else {
const err208 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from.properties.namespace,data:data79};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
}
else {
const err209 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/from/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.from.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.from,data:data77};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
if(data50.releases !== undefined){
let data80 = data50.releases;
if(data80 && typeof data80 == "object" && !Array.isArray(data80)){
if(Object.keys(data80).length > 64){
const err210 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases,data:data80};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
for(const key24 in data80){
let data81 = data80[key24];
if((!(data81 && typeof data81 == "object" && !Array.isArray(data81))) && (data81 !== null)){
const err211 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties,data:data81};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
for(const key25 in data81){
if(!(func2.call(schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties, key25))){
const err212 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key25},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties,data:data81};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
if(data81.chart !== undefined){
let data82 = data81.chart;
if(typeof data82 === "string"){
if(data82.length > 2048){
const err213 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data82};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if(data82.length < 1){
const err214 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data82};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
else {
const err215 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.chart,data:data82};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data81.version !== undefined){
let data83 = data81.version;
if((typeof data83 !== "string") && (data83 !== null)){
const err216 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/version/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version,data:data83};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
if(typeof data83 === "string"){
if(data83.length > 256){
const err217 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.version,data:data83};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
}
if(data81.values !== undefined){
let data84 = data81.values;
if((!(data84 && typeof data84 == "object" && !Array.isArray(data84))) && (data84 !== null)){
const err218 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.values,data:data84};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data81.dependencies !== undefined){
let data85 = data81.dependencies;
if((!(Array.isArray(data85))) && (data85 !== null)){
const err219 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies,data:data85};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
if(Array.isArray(data85)){
if(data85.length > 64){
const err220 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies,data:data85};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
const len4 = data85.length;
for(let i4=0; i4<len4; i4++){
let data86 = data85[i4];
if(data86 && typeof data86 == "object" && !Array.isArray(data86)){
if(data86.name === undefined){
const err221 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data86};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
for(const key26 in data86){
if(!(((key26 === "name") || (key26 === "kind")) || (key26 === "namespace"))){
const err222 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key26},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data86};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
if(data86.name !== undefined){
let data87 = data86.name;
if(typeof data87 === "string"){
if(data87.length > 253){
const err223 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data87};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
if(data87.length < 1){
const err224 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data87};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
else {
const err225 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.name,data:data87};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
if(data86.kind !== undefined){
let data88 = data86.kind;
if(typeof data88 !== "string"){
const err226 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind,data:data88};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if(!((data88 === "HelmRelease") || (data88 === "UpstartService"))){
const err227 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/kind",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.kind,data:data88};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
if(data86.namespace !== undefined){
let data89 = data86.namespace;
if(typeof data89 === "string"){
if(data89.length > 63){
const err228 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data89};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
if(data89.length < 1){
const err229 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data89};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
if(!pattern1.test(data89)){
const err230 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data89};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
else {
const err231 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4+"/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.properties.namespace,data:data89};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
}
else {
const err232 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i4,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.dependencies.items,data:data86};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
}
}
if(data81.outputsFrom !== undefined){
let data90 = data81.outputsFrom;
if((!(Array.isArray(data90))) && (data90 !== null)){
const err233 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom,data:data90};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if(Array.isArray(data90)){
if(data90.length > 32){
const err234 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom,data:data90};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
const len5 = data90.length;
for(let i5=0; i5<len5; i5++){
let data91 = data90[i5];
if(data91 && typeof data91 == "object" && !Array.isArray(data91)){
for(const key27 in data91){
if(!((((key27 === "secretRef") || (key27 === "configMapRef")) || (key27 === "scope")) || (key27 === "keys"))){
const err235 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key27},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items,data:data91};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
if(data91.secretRef !== undefined){
let data92 = data91.secretRef;
if(data92 && typeof data92 == "object" && !Array.isArray(data92)){
if(data92.name === undefined){
const err236 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data92};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
for(const key28 in data92){
if(!(key28 === "name")){
const err237 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key28},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data92};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
if(data92.name !== undefined){
let data93 = data92.name;
if(typeof data93 === "string"){
if(data93.length > 253){
const err238 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data93};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
if(data93.length < 1){
const err239 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data93};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
if(!pattern0.test(data93)){
const err240 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data93};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
else {
const err241 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data93};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
}
else {
const err242 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/secretRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data92};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
if(data91.configMapRef !== undefined){
let data94 = data91.configMapRef;
if(data94 && typeof data94 == "object" && !Array.isArray(data94)){
if(data94.name === undefined){
const err243 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data94};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
for(const key29 in data94){
if(!(key29 === "name")){
const err244 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key29},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data94};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data94.name !== undefined){
let data95 = data94.name;
if(typeof data95 === "string"){
if(data95.length > 253){
const err245 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data95};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
if(data95.length < 1){
const err246 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data95};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
if(!pattern0.test(data95)){
const err247 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data95};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
else {
const err248 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data95};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
}
else {
const err249 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/configMapRef",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data94};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data91.scope !== undefined){
let data96 = data91.scope;
if(typeof data96 !== "string"){
const err250 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data96};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
if(!((data96 === "internal") || (data96 === "external"))){
const err251 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/scope",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data96};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
if(data91.keys !== undefined){
let data97 = data91.keys;
if(Array.isArray(data97)){
if(data97.length > 128){
const err252 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data97};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
const len6 = data97.length;
for(let i6=0; i6<len6; i6++){
let data98 = data97[i6];
if(typeof data98 === "string"){
if(data98.length > 253){
const err253 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys/" + i6,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data98};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
if(data98.length < 1){
const err254 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys/" + i6,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data98};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
if(!pattern5.test(data98)){
const err255 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys/" + i6,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data98};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
else {
const err256 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys/" + i6,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data98};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
}
else {
const err257 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5+"/keys",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data97};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
}
else {
const err258 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i5,schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.outputsFrom.items,data:data91};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
}
}
if(data81.releaseName !== undefined){
let data99 = data81.releaseName;
if((typeof data99 !== "string") && (data99 !== null)){
const err259 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data99};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
if(typeof data99 === "string"){
if(data99.length > 53){
const err260 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data99};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
if(data99.length < 1){
const err261 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data99};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
if(!pattern0.test(data99)){
const err262 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.releaseName,data:data99};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
}
if(data81.timeout !== undefined){
let data100 = data81.timeout;
if((typeof data100 !== "string") && (data100 !== null)){
const err263 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data100};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
if(typeof data100 === "string"){
if(data100.length > 32){
const err264 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data100};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
if(!pattern7.test(data100)){
const err265 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.timeout,data:data100};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
}
}
if(data81.suspend !== undefined){
let data101 = data81.suspend;
if((typeof data101 !== "boolean") && (data101 !== null)){
const err266 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.suspend,data:data101};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
if(data81.serviceAccountName !== undefined){
let data102 = data81.serviceAccountName;
if((typeof data102 !== "string") && (data102 !== null)){
const err267 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data102};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
if(typeof data102 === "string"){
if(data102.length > 253){
const err268 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data102};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
if(data102.length < 1){
const err269 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data102};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
if(!pattern0.test(data102)){
const err270 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.serviceAccountName,data:data102};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
}
}
if(data81.driftDetection !== undefined){
let data103 = data81.driftDetection;
if((typeof data103 !== "string") && (data103 !== null)){
const err271 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.type},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection,data:data103};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
if(!((((data103 === "Enabled") || (data103 === "Warn")) || (data103 === "Disabled")) || (data103 === null))){
const err272 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases/" + key24.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.additionalProperties.properties.driftDetection,data:data103};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
}
}
}
}
else {
const err273 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/releases",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/releases/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.releases.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.releases,data:data80};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
}
if(data50.mode !== undefined){
let data104 = data50.mode;
if(typeof data104 !== "string"){
const err274 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mode.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mode,data:data104};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
if(!((((data104 === "real") || (data104 === "mock")) || (data104 === "proxy")) || (data104 === "off"))){
const err275 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mode/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.services.additionalProperties.properties.mode.enum},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mode.enum,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mode,data:data104};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
}
if(data50.mock !== undefined){
let data105 = data50.mock;
if(data105 && typeof data105 == "object" && !Array.isArray(data105)){
if(data105.from === undefined){
const err276 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/required",keyword:"required",params:{missingProperty: "from"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock,data:data105};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
for(const key30 in data105){
if(!(key30 === "from")){
const err277 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key30},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock,data:data105};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
}
if(data105.from !== undefined){
let data106 = data105.from;
if(data106 && typeof data106 == "object" && !Array.isArray(data106)){
if(data106.name === undefined){
const err278 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/required",keyword:"required",params:{missingProperty: "name"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from,data:data106};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
for(const key31 in data106){
if(!((key31 === "name") || (key31 === "namespace"))){
const err279 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key31},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from,data:data106};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
}
if(data106.name !== undefined){
let data107 = data106.name;
if(typeof data107 === "string"){
if(data107.length > 253){
const err280 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.name,data:data107};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
if(data107.length < 1){
const err281 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.name,data:data107};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
if(!pattern0.test(data107)){
const err282 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.name,data:data107};
if(vErrors === null){
vErrors = [err282];
}
else {
vErrors.push(err282);
}
errors++;
}
}
else {
const err283 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/name",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/name/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.name.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.name,data:data107};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
}
if(data106.namespace !== undefined){
let data108 = data106.namespace;
if(typeof data108 === "string"){
if(data108.length > 63){
const err284 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.namespace,data:data108};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
if(data108.length < 1){
const err285 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.namespace,data:data108};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
if(!pattern1.test(data108)){
const err286 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.namespace,data:data108};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
}
else {
const err287 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.properties.namespace,data:data108};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
}
}
else {
const err288 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/from",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/properties/from/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.properties.from,data:data106};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
}
}
else {
const err289 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/mock/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.mock.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.mock,data:data105};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
}
if(data50.proxy !== undefined){
let data109 = data50.proxy;
if(data109 && typeof data109 == "object" && !Array.isArray(data109)){
if(data109.environment === undefined){
const err290 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/required",keyword:"required",params:{missingProperty: "environment"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.required,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy,data:data109};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
for(const key32 in data109){
if(!((key32 === "environment") || (key32 === "namespace"))){
const err291 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key32},schema:false,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy,data:data109};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
}
if(data109.environment !== undefined){
let data110 = data109.environment;
if(typeof data110 === "string"){
if(data110.length > 63){
const err292 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/environment",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/environment/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.environment,data:data110};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
if(data110.length < 1){
const err293 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/environment",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/environment/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.environment,data:data110};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
if(!pattern1.test(data110)){
const err294 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/environment",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/environment/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.environment,data:data110};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
}
else {
const err295 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/environment",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/environment/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.environment.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.environment,data:data110};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
}
if(data109.namespace !== undefined){
let data111 = data109.namespace;
if(typeof data111 === "string"){
if(data111.length > 63){
const err296 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.namespace,data:data111};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
if(data111.length < 1){
const err297 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.namespace,data:data111};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
if(!pattern1.test(data111)){
const err298 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.namespace,data:data111};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
}
else {
const err299 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/namespace",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.namespace.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.properties.namespace,data:data111};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
}
}
else {
const err300 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/spec/properties/services/additionalProperties/properties/proxy/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties.properties.proxy,data:data109};
if(vErrors === null){
vErrors = [err300];
}
else {
vErrors.push(err300);
}
errors++;
}
}
}
else {
const err301 = {instancePath:instancePath+"/spec/services/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/services/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.additionalProperties.type,parentSchema:schema12.properties.spec.properties.services.additionalProperties,data:data50};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
}
}
else {
const err302 = {instancePath:instancePath+"/spec/services",schemaPath:"#/properties/spec/properties/services/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.services.type,parentSchema:schema12.properties.spec.properties.services,data:data49};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
if(data9.params !== undefined){
let data112 = data9.params;
if(data112 && typeof data112 == "object" && !Array.isArray(data112)){
if(Object.keys(data112).length > 256){
const err303 = {instancePath:instancePath+"/spec/params",schemaPath:"#/properties/spec/properties/params/maxProperties",keyword:"maxProperties",params:{limit: 256},schema:256,parentSchema:schema12.properties.spec.properties.params,data:data112};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
for(const key33 in data112){
let data113 = data112[key33];
if(typeof data113 === "string"){
if(data113.length > 4096){
const err304 = {instancePath:instancePath+"/spec/params/" + key33.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/params/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4096},schema:4096,parentSchema:schema12.properties.spec.properties.params.additionalProperties,data:data113};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
}
else {
const err305 = {instancePath:instancePath+"/spec/params/" + key33.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/params/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.params.additionalProperties.type,parentSchema:schema12.properties.spec.properties.params.additionalProperties,data:data113};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
}
}
else {
const err306 = {instancePath:instancePath+"/spec/params",schemaPath:"#/properties/spec/properties/params/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.properties.params.type,parentSchema:schema12.properties.spec.properties.params,data:data112};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
}
if(data9.namespaces !== undefined){
let data114 = data9.namespaces;
if(typeof data114 !== "string"){
const err307 = {instancePath:instancePath+"/spec/namespaces",schemaPath:"#/properties/spec/properties/namespaces/type",keyword:"type",params:{type: "string"},schema:schema12.properties.spec.properties.namespaces.type,parentSchema:schema12.properties.spec.properties.namespaces,data:data114};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
if(!((data114 === "PerService") || (data114 === "Shared"))){
const err308 = {instancePath:instancePath+"/spec/namespaces",schemaPath:"#/properties/spec/properties/namespaces/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.namespaces.enum},schema:schema12.properties.spec.properties.namespaces.enum,parentSchema:schema12.properties.spec.properties.namespaces,data:data114};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data115 = data9.suspend;
if(typeof data115 !== "boolean"){
const err309 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema12.properties.spec.properties.suspend.type,parentSchema:schema12.properties.spec.properties.suspend,data:data115};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
}
}
else {
const err310 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema12.properties.spec.type,parentSchema:schema12.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
}
if(data.status !== undefined){
let data116 = data.status;
if(!(data116 && typeof data116 == "object" && !Array.isArray(data116))){
const err311 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema12.properties.status.type,parentSchema:schema12.properties.status,data:data116};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
}
}
else {
const err312 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

export const UpstartService = validate12;
const schema13 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"UpstartService","type":"object","required":["apiVersion","kind","spec"],"additionalProperties":false,"properties":{"apiVersion":{"const":"upstartoperators.upstart.com/v1alpha1"},"kind":{"const":"UpstartService"},"metadata":{"type":["object","null"],"properties":{"name":{"type":"string","maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"namespace":{"type":"string","maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["helmReleases"],"properties":{"helmReleases":{"type":"object","maxProperties":64,"additionalProperties":{"type":"object","required":["chart"],"properties":{"chart":{"type":"string","minLength":1,"maxLength":2048},"version":{"type":"string","maxLength":256},"values":{"type":["object","null"]},"dependencies":{"type":["array","null"],"maxItems":64,"items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"kind":{"type":"string","enum":["HelmRelease","UpstartService"]},"namespace":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63}},"additionalProperties":false}},"outputsFrom":{"type":["array","null"],"maxItems":32,"items":{"type":"object","properties":{"secretRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"configMapRef":{"type":"object","required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}},"additionalProperties":false},"scope":{"type":"string","enum":["internal","external"]},"keys":{"type":"array","maxItems":128,"items":{"type":"string","pattern":"^[-._a-zA-Z0-9]+$","minLength":1,"maxLength":253}}},"additionalProperties":false}},"releaseName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":53},"timeout":{"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$","maxLength":32},"suspend":{"type":"boolean"},"serviceAccountName":{"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253},"driftDetection":{"type":"string","enum":["Enabled","Warn","Disabled"]}},"additionalProperties":false}},"suspend":{"type":"boolean"}},"additionalProperties":false},"status":{"type":"object"}}};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.spec === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "spec"},schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec")) || (key0 === "status"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("upstartoperators.upstart.com/v1alpha1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "upstartoperators.upstart.com/v1alpha1"},schema:"upstartoperators.upstart.com/v1alpha1",parentSchema:schema13.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if("UpstartService" !== data1){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "UpstartService"},schema:"UpstartService",parentSchema:schema13.properties.kind,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.metadata !== undefined){
let data2 = data.metadata;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err6 = {instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: schema13.properties.metadata.type},schema:schema13.properties.metadata.type,parentSchema:schema13.properties.metadata,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined){
let data3 = data2.name;
if(typeof data3 === "string"){
if(data3.length > 253){
const err7 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern0.test(data3)){
const err8 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.name.type,parentSchema:schema13.properties.metadata.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.namespace !== undefined){
let data4 = data2.namespace;
if(typeof data4 === "string"){
if(data4.length > 63){
const err10 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern1.test(data4)){
const err11 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.namespace.type,parentSchema:schema13.properties.metadata.properties.namespace,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.labels !== undefined){
let data5 = data2.labels;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (data5 !== null)){
const err13 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema13.properties.metadata.properties.labels.type},schema:schema13.properties.metadata.properties.labels.type,parentSchema:schema13.properties.metadata.properties.labels,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
let data6 = data5[key1];
if(typeof data6 !== "string"){
const err14 = {instancePath:instancePath+"/metadata/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema13.properties.metadata.properties.labels.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data2.annotations !== undefined){
let data7 = data2.annotations;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
const err15 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema13.properties.metadata.properties.annotations.type},schema:schema13.properties.metadata.properties.annotations.type,parentSchema:schema13.properties.metadata.properties.annotations,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
let data8 = data7[key2];
if(typeof data8 !== "string"){
const err16 = {instancePath:instancePath+"/metadata/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema13.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema13.properties.metadata.properties.annotations.additionalProperties,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
}
if(data.spec !== undefined){
let data9 = data.spec;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.helmReleases === undefined){
const err17 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/required",keyword:"required",params:{missingProperty: "helmReleases"},schema:schema13.properties.spec.required,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data9){
if(!((key3 === "helmReleases") || (key3 === "suspend"))){
const err18 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.helmReleases !== undefined){
let data10 = data9.helmReleases;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length > 64){
const err19 = {instancePath:instancePath+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/helmReleases/maxProperties",keyword:"maxProperties",params:{limit: 64},schema:64,parentSchema:schema13.properties.spec.properties.helmReleases,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key4 in data10){
let data11 = data10[key4];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.chart === undefined){
const err20 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/required",keyword:"required",params:{missingProperty: "chart"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key5 in data11){
if(!(func2.call(schema13.properties.spec.properties.helmReleases.additionalProperties.properties, key5))){
const err21 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data11.chart !== undefined){
let data12 = data11.chart;
if(typeof data12 === "string"){
if(data12.length > 2048){
const err22 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data12.length < 1){
const err23 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/chart",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/chart/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.chart,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data11.version !== undefined){
let data13 = data11.version;
if(typeof data13 === "string"){
if(data13.length > 256){
const err25 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/version/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/version",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/version/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.version,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.values !== undefined){
let data14 = data11.values;
if((!(data14 && typeof data14 == "object" && !Array.isArray(data14))) && (data14 !== null)){
const err27 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/values",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/values/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.values,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.dependencies !== undefined){
let data15 = data11.dependencies;
if((!(Array.isArray(data15))) && (data15 !== null)){
const err28 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(Array.isArray(data15)){
if(data15.length > 64){
const err29 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/maxItems",keyword:"maxItems",params:{limit: 64},schema:64,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err30 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key6 in data16){
if(!(((key6 === "name") || (key6 === "kind")) || (key6 === "namespace"))){
const err31 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.name !== undefined){
let data17 = data16.name;
if(typeof data17 === "string"){
if(data17.length > 253){
const err32 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data17.length < 1){
const err33 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.name,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data16.kind !== undefined){
let data18 = data16.kind;
if(typeof data18 !== "string"){
const err35 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data18};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!((data18 === "HelmRelease") || (data18 === "UpstartService"))){
const err36 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/kind",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.kind,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.namespace !== undefined){
let data19 = data16.namespace;
if(typeof data19 === "string"){
if(data19.length > 63){
const err37 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/maxLength",keyword:"maxLength",params:{limit: 63},schema:63,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data19.length < 1){
const err38 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!pattern1.test(data19)){
const err39 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0+"/namespace",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/properties/namespace/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.properties.namespace,data:data19};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/dependencies/" + i0,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/dependencies/items/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.dependencies.items,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
}
if(data11.outputsFrom !== undefined){
let data20 = data11.outputsFrom;
if((!(Array.isArray(data20))) && (data20 !== null)){
const err42 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/type",keyword:"type",params:{type: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data20};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(Array.isArray(data20)){
if(data20.length > 32){
const err43 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/maxItems",keyword:"maxItems",params:{limit: 32},schema:32,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom,data:data20};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key7 in data21){
if(!((((key7 === "secretRef") || (key7 === "configMapRef")) || (key7 === "scope")) || (key7 === "keys"))){
const err44 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data21};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data21.secretRef !== undefined){
let data22 = data21.secretRef;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.name === undefined){
const err45 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key8 in data22){
if(!(key8 === "name")){
const err46 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data22.name !== undefined){
let data23 = data22.name;
if(typeof data23 === "string"){
if(data23.length > 253){
const err47 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data23.length < 1){
const err48 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern0.test(data23)){
const err49 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.properties.name,data:data23};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/secretRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/secretRef/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.secretRef,data:data22};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data21.configMapRef !== undefined){
let data24 = data21.configMapRef;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.name === undefined){
const err52 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/required",keyword:"required",params:{missingProperty: "name"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.required,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
for(const key9 in data24){
if(!(key9 === "name")){
const err53 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},schema:false,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data24.name !== undefined){
let data25 = data24.name;
if(typeof data25 === "string"){
if(data25.length > 253){
const err54 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data25.length < 1){
const err55 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(!pattern0.test(data25)){
const err56 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef/name",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/properties/name/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.properties.name,data:data25};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/configMapRef",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/configMapRef/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.configMapRef,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data21.scope !== undefined){
let data26 = data21.scope;
if(typeof data26 !== "string"){
const err59 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data26};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(!((data26 === "internal") || (data26 === "external"))){
const err60 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/scope",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/scope/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.scope,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data21.keys !== undefined){
let data27 = data21.keys;
if(Array.isArray(data27)){
if(data27.length > 128){
const err61 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/maxItems",keyword:"maxItems",params:{limit: 128},schema:128,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
let data28 = data27[i2];
if(typeof data28 === "string"){
if(data28.length > 253){
const err62 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data28.length < 1){
const err63 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!pattern5.test(data28)){
const err64 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^[-._a-zA-Z0-9]+$"},schema:"^[-._a-zA-Z0-9]+$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys/" + i2,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/items/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.items,data:data28};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1+"/keys",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/properties/keys/type",keyword:"type",params:{type: "array"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.properties.keys,data:data27};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/outputsFrom/" + i1,schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/outputsFrom/items/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.outputsFrom.items,data:data21};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
}
if(data11.releaseName !== undefined){
let data29 = data11.releaseName;
if(typeof data29 === "string"){
if(data29.length > 53){
const err68 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/maxLength",keyword:"maxLength",params:{limit: 53},schema:53,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data29.length < 1){
const err69 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!pattern0.test(data29)){
const err70 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/releaseName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/releaseName/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.releaseName,data:data29};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data11.timeout !== undefined){
let data30 = data11.timeout;
if(typeof data30 === "string"){
if(data30.length > 32){
const err72 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/maxLength",keyword:"maxLength",params:{limit: 32},schema:32,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(!pattern7.test(data30)){
const err73 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"},schema:"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/timeout",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/timeout/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.timeout,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data11.suspend !== undefined){
let data31 = data11.suspend;
if(typeof data31 !== "boolean"){
const err75 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/suspend",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.suspend.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.suspend,data:data31};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data11.serviceAccountName !== undefined){
let data32 = data11.serviceAccountName;
if(typeof data32 === "string"){
if(data32.length > 253){
const err76 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/maxLength",keyword:"maxLength",params:{limit: 253},schema:253,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data32.length < 1){
const err77 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!pattern0.test(data32)){
const err78 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},schema:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/serviceAccountName",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/serviceAccountName/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.serviceAccountName,data:data32};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data11.driftDetection !== undefined){
let data33 = data11.driftDetection;
if(typeof data33 !== "string"){
const err80 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/type",keyword:"type",params:{type: "string"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data33};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(!(((data33 === "Enabled") || (data33 === "Warn")) || (data33 === "Disabled"))){
const err81 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/driftDetection",schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/properties/driftDetection/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection.enum,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties.properties.driftDetection,data:data33};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/spec/helmReleases/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/spec/properties/helmReleases/additionalProperties/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.additionalProperties.type,parentSchema:schema13.properties.spec.properties.helmReleases.additionalProperties,data:data11};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec/helmReleases",schemaPath:"#/properties/spec/properties/helmReleases/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.properties.helmReleases.type,parentSchema:schema13.properties.spec.properties.helmReleases,data:data10};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data9.suspend !== undefined){
let data34 = data9.suspend;
if(typeof data34 !== "boolean"){
const err84 = {instancePath:instancePath+"/spec/suspend",schemaPath:"#/properties/spec/properties/suspend/type",keyword:"type",params:{type: "boolean"},schema:schema13.properties.spec.properties.suspend.type,parentSchema:schema13.properties.spec.properties.suspend,data:data34};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},schema:schema13.properties.spec.type,parentSchema:schema13.properties.spec,data:data9};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.status !== undefined){
let data35 = data.status;
if(!(data35 && typeof data35 == "object" && !Array.isArray(data35))){
const err86 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "object"},schema:schema13.properties.status.type,parentSchema:schema13.properties.status,data:data35};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
else {
const err87 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

